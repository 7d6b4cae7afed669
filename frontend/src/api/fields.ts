import { queryOptions } from "@tanstack/react-query";
import type { components } from "./contract";
import { answer, client } from "./client";
import { q } from "./query";

export type Field = components["schemas"]["Field"];
export type CustomValue = components["schemas"]["CustomValue"];

/**
 * The fields of the workspace, kept beside the cache: filters, columns and sentences ask for a field by its name in
 * many small places, none of which can wait for an answer.
 */
let known: readonly Field[] = [];
const prefix = "custom.";

export const customName = ({ key }: Field) => `${prefix}${key}` as const;
export const customFields = (): readonly Field[] => known;
export const customFieldOf = (name: string): Field | undefined =>
  name.startsWith(prefix) ? known.find((field) => customName(field) === name) : undefined;

/** Quarantined fields have no values to show or to take. */
export function learnFields(fields: readonly Field[]) {
  known = fields.filter((each) => each.state === "active").sort((a, b) => a.position - b.position);
}

export const fieldsQuery = queryOptions({
  ...q("/api/v1/fields"),
  queryFn: async ({ signal }) => {
    const page = await answer(client.GET("/api/v1/fields", { signal }));
    learnFields(page.items);
    return page;
  },
});
