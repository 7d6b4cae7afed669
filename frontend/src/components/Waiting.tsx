import { messageFor } from "@/api/problem";
import { Callout } from "@/ui/Callout";
import { Skeleton } from "@/ui/Skeleton";

type StateProps = { error: unknown; onRetry: () => void };

/** What a section of a page shows while it has nothing yet. */
export function Waiting({ error, onRetry }: StateProps) {
  if (!error) {
    return (
      <div className="grid gap-3" role="status">
        <span className="sr-only">Loading</span>
        <Skeleton className="h-10" />
        <Skeleton className="h-40 rounded-lg" />
      </div>
    );
  }
  return (
    <Callout tone="danger" role="alert">
      {messageFor(error)}{" "}
      <button type="button" className="font-medium underline" onClick={onRetry}>
        Try again
      </button>
    </Callout>
  );
}
