import "@/api/problemWords";
import { useQueryClient } from "@tanstack/react-query";
import { useLoaderData } from "@tanstack/react-router";
import { useCallback } from "react";
import { key } from "@/api/query";
import { sessionQuery } from "@/api/session";
import { CallbackPage } from "@/features/zoom/CallbackPage";

export function CallbackRoute() {
  const grant = useLoaderData({ from: "/zoom/callback" });
  const queryClient = useQueryClient();
  const prepare = useCallback(
    () => queryClient.query({ ...sessionQuery, staleTime: "static" }),
    [queryClient],
  );
  const onConnected = useCallback(
    () => void queryClient.invalidateQueries({ queryKey: key.all("/api/v1/zoom") }),
    [queryClient],
  );
  return <CallbackPage grant={grant} prepare={prepare} onConnected={onConnected} />;
}
