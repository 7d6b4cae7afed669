import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import { q, type Answer } from "./query";

export type FoundLead = Answer<"/api/v1/leads/search">["items"][number];

/** Ranked by the server; the answer to the letters before stays until the next one is there. */
export const searchQuery = (text: string) =>
  queryOptions({
    ...q("/api/v1/leads/search", { params: { query: { q: text, limit: 8 } } }),
    placeholderData: keepPreviousData,
    staleTime: 10_000,
  });
