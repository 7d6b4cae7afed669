import {
  infiniteQueryOptions,
  queryOptions,
  QueryCache,
  QueryClient,
  MutationCache,
} from "@tanstack/react-query";
import type { MaybeOptionalInit } from "openapi-fetch";
import type { PathsWithMethod } from "openapi-typescript-helpers";
import { client } from "./client";
import { ApiError } from "./problem";
import type { paths } from "./contract";

export type GetPath = PathsWithMethod<paths, "get">;
type Json<Responses> = Responses extends { 200: { content: { "application/json": infer Body } } }
  ? Body
  : never;
export type Answer<P extends GetPath> = paths[P] extends { get: { responses: infer R } } ? Json<R> : never;
type Init<P extends GetPath> = MaybeOptionalInit<paths[P], "get">;
type Paged = { items: unknown[]; next_cursor?: string | null };
type PagedPath = { [P in GetPath]: Answer<P> extends Paged ? P : never }[GetPath];
type PathParams<P extends GetPath> = paths[P] extends { get: { parameters: { path: infer Path } } }
  ? Path
  : undefined;
type QueryParams<P extends GetPath> = paths[P] extends { get: { parameters: { query?: infer Query } } }
  ? Omit<NonNullable<Query>, "cursor">
  : undefined;

// openapi-fetch cannot follow a path that is still a type parameter, so the call itself is untyped here,
// and typed on both sides of this function.
const get = client.GET as (path: string, init: object) => Promise<{ data?: unknown }>;

export const key = {
  /** Everything an operation ever answered, whatever its parameters: what invalidation wants. */
  all: (path: GetPath) => [path] as const,
  one: (path: GetPath, params: unknown) => [path, params ?? null] as const,
};

export function q<P extends GetPath>(path: P, init?: Init<P>) {
  const { params } = (init ?? {}) as { params?: unknown };
  return queryOptions({
    queryKey: key.one(path, params),
    queryFn: async ({ signal }) => (await get(path, { ...init, signal })).data as Answer<P>,
  });
}

/** An endless list: pages by keyset cursor. */
export function page<P extends PagedPath>(
  path: P,
  params: { path?: PathParams<P>; query?: QueryParams<P> } = {},
) {
  return infiniteQueryOptions({
    queryKey: key.one(path, params),
    queryFn: async ({ signal, pageParam }) => {
      const query = { ...params.query, ...(pageParam && { cursor: pageParam }) };
      return (await get(path, { params: { ...params, query }, signal })).data as Answer<P>;
    },
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => (last as Paged).next_cursor ?? undefined,
  });
}

const isTransient = (error: unknown) =>
  error instanceof ApiError && (error.status === 0 || error.status >= 502);

export function createQueryClient(onSignedOut: () => void) {
  const watch = (error: unknown) => {
    if (error instanceof ApiError && error.code === "unauthenticated") onSignedOut();
  };
  return new QueryClient({
    queryCache: new QueryCache({ onError: watch }),
    mutationCache: new MutationCache({ onError: watch }),
    defaultOptions: {
      queries: {
        staleTime: 30_000,
        gcTime: 30 * 60_000,
        retry: (count, error) => isTransient(error) && count < 2,
        retryDelay: (count) => 400 * 2 ** count,
      },
      mutations: { retry: false },
    },
  });
}
