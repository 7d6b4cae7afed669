import { useQueryClient } from "@tanstack/react-query";
import { useCallback, useEffect } from "react";
import type { LiveMessage } from "@/api/live";
import { useLiveMessages } from "@/components/Live";
import { Button } from "@/ui/Button";
import { Spinner } from "@/ui/Spinner";
import { fetchBulk, hear, stop, useBulkRun } from "./edit/bulk";

// The stream says when there is news; asking as well keeps it moving where the stream is broken.
const askEvery = 2_000;

/** How far a change of many leads has come, with a way to stop it. */
export function BulkProgress() {
  const queryClient = useQueryClient();
  const run = useBulkRun();
  const id = run?.bulk.id;

  const ask = useCallback(() => {
    if (!id) return;
    void fetchBulk(id)
      .then((bulk) => hear(queryClient, bulk))
      .catch(() => undefined);
  }, [id, queryClient]);
  useEffect(() => {
    if (!id) return;
    const timer = setInterval(ask, askEvery);
    return () => clearInterval(timer);
  }, [id, ask]);
  useLiveMessages(
    useCallback(
      (message: LiveMessage) => {
        if (message.kind === "bulk" && message.bulkId === id) ask();
      },
      [id, ask],
    ),
  );

  if (!run) return null;
  const { bulk, cancelled } = run;
  const undoing = bulk.state === "undoing";
  const share = bulk.total > 0 ? Math.round((bulk.done / bulk.total) * 100) : 0;
  const words = `${undoing ? "Undoing" : "Changing"} ${bulk.done.toLocaleString("en")} of ${bulk.total.toLocaleString("en")}`;
  return (
    <section
      aria-label="Change of many leads"
      className="fixed bottom-5 left-1/2 z-40 w-[min(24rem,calc(100vw-1.5rem))] -translate-x-1/2 animate-rise rounded-xl bg-raised p-3 pl-4 shadow-modal max-md:bottom-20"
    >
      <div className="flex items-center gap-3">
        <Spinner className="text-faint" />
        <span className="flex-1 text-sm font-medium tabular-nums">{words}</span>
        {!undoing && (
          <Button size="sm" disabled={cancelled} onClick={() => void stop(queryClient, run)}>
            {cancelled ? "Stopping" : "Stop"}
          </Button>
        )}
      </div>
      <progress
        aria-label={words}
        value={share}
        max={100}
        className="mt-2.5 block h-1.5 w-full appearance-none overflow-clip rounded-full bg-pressed [&::-moz-progress-bar]:bg-accent [&::-webkit-progress-bar]:bg-transparent [&::-webkit-progress-value]:rounded-full [&::-webkit-progress-value]:bg-accent [&::-webkit-progress-value]:transition-[inline-size]"
      />
      <span role="status" className="sr-only">
        {share >= 50 ? "Half of it is done." : `${undoing ? "Undoing" : "Changing"} ${bulk.total} leads.`}
      </span>
    </section>
  );
}
