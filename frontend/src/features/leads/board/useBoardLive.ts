import { useQueryClient } from "@tanstack/react-query";
import { useCallback, useEffect, useRef } from "react";
import type { LiveMessage } from "@/api/live";
import { key } from "@/api/query";
import { useLiveMessages } from "@/components/Live";
import { totalsQuery } from "@/features/leads/queries";

const gather = 1_200;

/** Somebody else moving cards: the columns on screen are read again, once for all that happened meanwhile. */
export function useBoardLive(pipelineId: string) {
  const queryClient = useQueryClient();
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);
  useLiveMessages(
    useCallback(
      ({ kind }: LiveMessage) => {
        if (kind === "notification") return;
        clearTimeout(timer.current);
        timer.current = setTimeout(() => {
          // One's own change is on screen already; reading in the middle of it would move the card back and forth.
          if (queryClient.isMutating()) return;
          void queryClient.invalidateQueries({ queryKey: key.all("/api/v1/leads"), type: "active" });
          void queryClient.invalidateQueries({ queryKey: totalsQuery(pipelineId).queryKey.slice(0, 1) });
        }, gather);
      },
      [queryClient, pipelineId],
    ),
  );
}
