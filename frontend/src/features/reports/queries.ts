import type { components } from "@/api/contract";
import { q } from "@/api/query";

type Schemas = components["schemas"];
export type Report = Schemas["Report"];
export type ReportName = Schemas["ReportName"];
export type Column = Report["columns"][number];
export type Cell = Report["rows"][number][string];

export type ReportParams = {
  from?: string;
  to?: string;
  pipeline_id?: string;
  interval?: "day" | "week" | "month";
};

export const reportQuery = (name: ReportName, query: ReportParams) =>
  q("/api/v1/reports/{report}", { params: { path: { report: name }, query } });

export const pipelinesQuery = q("/api/v1/pipelines");

/** The same question as a file. */
export function csvPath(name: ReportName, query: ReportParams): string {
  return `/api/v1/reports/${name}?${new URLSearchParams({ ...query, format: "csv" }).toString()}`;
}
