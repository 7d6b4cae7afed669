import { useQuery } from "@tanstack/react-query";
import { countQuery } from "@/features/leads/queries";

export function formatCount({ count, capped }: { count: number; capped?: boolean }) {
  return `${count.toLocaleString("en")}${capped ? "+" : ""}`;
}

/** Says nothing while it does not know. */
export function LeadCount({ filter }: { filter: string | undefined }) {
  const { data } = useQuery({ ...countQuery(filter), placeholderData: (before) => before });
  if (!data) return null;
  return (
    <span className="text-sm text-faint tabular-nums">
      {formatCount(data)}
      <span className="sr-only"> {data.count === 1 ? "lead" : "leads"}</span>
    </span>
  );
}
