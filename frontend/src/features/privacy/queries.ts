import { q, type Answer } from "@/api/query";

export type DataMapTable = Answer<"/api/v1/privacy/data-map">["tables"][number];
export type DataMapColumn = DataMapTable["columns"][number];

export const dataMapQuery = q("/api/v1/privacy/data-map");
