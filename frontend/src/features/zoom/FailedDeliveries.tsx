import { useInfiniteQuery } from "@tanstack/react-query";
import { CircleCheck } from "lucide-react";
import { messageFor } from "@/api/problem";
import { plural } from "@/lib/format";
import { Button } from "@/ui/Button";
import { Card, CardHeader } from "@/ui/Card";
import { Skeleton } from "@/ui/Skeleton";
import { TimeAgo } from "@/ui/TimeAgo";
import { failedDeliveriesQuery } from "./queries";

export function FailedDeliveries() {
  const list = useInfiniteQuery(failedDeliveriesQuery);
  const deliveries = list.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <Card aria-labelledby="failed">
      <CardHeader
        id="failed"
        title="Failed deliveries"
        hint="What Zoom sent and Cloop couldn’t turn into a lead."
      />
      {list.isPending ? (
        <div className="grid gap-3 px-5 pb-5" aria-busy="true">
          <Skeleton className="h-10" />
          <Skeleton className="h-10" />
        </div>
      ) : list.isError ? (
        <p role="alert" className="px-5 pb-5 text-base text-danger-text">
          {messageFor(list.error)}{" "}
          <button type="button" className="font-medium underline" onClick={() => void list.refetch()}>
            Try again
          </button>
        </p>
      ) : deliveries.length === 0 ? (
        <p className="flex items-center gap-2 px-5 pb-5 text-base text-soft">
          <CircleCheck className="size-4 text-faint" aria-hidden="true" /> None. Whatever came was understood.
        </p>
      ) : (
        <ul className="divide-y divide-line border-t border-line">
          {deliveries.map((delivery) => (
            <li key={delivery.id} className="grid gap-1 px-5 py-3.5">
              <div className="flex flex-wrap items-baseline justify-between gap-x-4">
                <code className="font-mono text-sm">{delivery.event}</code>
                <span className="text-sm text-faint">
                  {plural(delivery.attempts, "attempt")} · <TimeAgo at={delivery.received_at} />
                </span>
              </div>
              <p className="text-base text-danger-text" dir="auto">
                {delivery.error ?? "No reason was recorded."}
              </p>
            </li>
          ))}
        </ul>
      )}
      {list.hasNextPage && (
        <div className="border-t border-line px-5 py-3">
          <Button size="sm" pending={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
            Show more
          </Button>
        </div>
      )}
    </Card>
  );
}
