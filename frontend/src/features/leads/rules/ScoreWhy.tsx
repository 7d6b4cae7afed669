import { useQuery } from "@tanstack/react-query";
import { Info } from "lucide-react";
import { messageFor } from "@/api/problem";
import { Popover } from "@/ui/Popover";
import { Skeleton } from "@/ui/Skeleton";
import { scoreQuery } from "./queries";
import { signed } from "./words";

/** Which rules make the score. */
export function ScoreWhy({ leadId }: { leadId: string }) {
  return (
    <Popover
      label="Why this score"
      placement="bottom-end"
      triggerClass="grid size-8 shrink-0 place-items-center rounded-sm text-faint hover:bg-hover hover:text-ink aria-expanded:bg-hover max-md:-my-1 max-md:size-11"
      trigger={<Info className="size-3.5" aria-hidden="true" />}
    >
      <Reasons leadId={leadId} />
    </Popover>
  );
}

function Reasons({ leadId }: { leadId: string }) {
  const { data, error } = useQuery(scoreQuery(leadId));
  if (error)
    return (
      <p role="alert" className="text-sm text-danger-text">
        {messageFor(error)}
      </p>
    );
  if (!data) return <Skeleton className="h-10" />;
  return (
    <>
      <p className="text-xs font-medium text-faint">Why this score</p>
      {data.reasons.length === 0 && <p className="mt-1.5 text-soft">No rule gives points to this lead.</p>}
      <dl className="mt-1.5">
        {data.reasons.map(({ name, points }) => (
          <div key={name} className="flex justify-between gap-4 py-0.5 text-sm">
            <dt className="text-soft" dir="auto">
              {name}
            </dt>
            <dd className="font-medium tabular-nums">{signed(points)}</dd>
          </div>
        ))}
      </dl>
    </>
  );
}
