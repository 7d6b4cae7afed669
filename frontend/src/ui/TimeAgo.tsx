import { formatExact, formatRelative } from "@/lib/format";
import { useNow } from "@/lib/useNow";
import { Tooltip } from "./Tooltip";

export function TimeAgo({ at, className }: { at: string; className?: string }) {
  const now = useNow();
  const moment = new Date(at);
  return (
    <Tooltip text={formatExact(moment)} className={className ?? ""}>
      <time dateTime={at} className="whitespace-nowrap tabular-nums">
        {formatRelative(moment, now)}
      </time>
    </Tooltip>
  );
}
