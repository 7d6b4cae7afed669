import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { Merge, SquaresUnite } from "lucide-react";
import type { Lead } from "@/features/leads/queries";
import { useCanWrite } from "@/features/leads/useCanWrite";
import { formatShort } from "@/lib/format";
import { useNow } from "@/lib/useNow";
import { button } from "@/ui/button";
import { Button } from "@/ui/Button";
import { leadDuplicatesQuery, mergesQuery } from "./queries";
import { reasonWords } from "./reasons";
import { namesOf, useDuplicateEdits } from "./useDuplicateEdits";

const look =
  "flex flex-wrap items-center gap-x-3 gap-y-2 rounded-lg border border-line bg-sunken px-4 py-3 text-sm";

/** Who else this may be, and who it was before a merge. Nothing when there is nothing to say. */
export function LeadDuplicates({ lead }: { lead: Lead }) {
  const canWrite = useCanWrite();
  const now = useNow();
  const { dismiss, undo } = useDuplicateEdits();
  const pairs = useQuery(leadDuplicatesQuery(lead.id)).data?.items.filter((each) => !each.dismissed_at) ?? [];
  const merges =
    useQuery(mergesQuery(lead.id)).data?.items.filter((each) => !each.undone_at || each.kept.length > 0) ??
    [];
  if (pairs.length + merges.length === 0) return null;
  return (
    <section aria-label="Duplicates" className="mt-4 grid gap-2">
      {pairs.map((pair) => {
        const other = pair.lead.id === lead.id ? pair.other : pair.lead;
        return (
          <div key={pair.id} className={look}>
            <SquaresUnite className="size-4 shrink-0 text-faint" aria-hidden="true" />
            <p className="min-w-40 flex-1 text-soft">
              May be the same as{" "}
              <Link
                to="/leads/$leadId"
                params={{ leadId: other.id }}
                className="font-medium text-ink underline-offset-2 hover:underline"
              >
                <bdi>{other.display_name}</bdi>
              </Link>
              <span className="block text-faint">
                {pair.reasons.map(({ kind }) => reasonWords[kind]).join(", ")}
              </span>
            </p>
            <Button size="sm" look="ghost" disabled={!canWrite} onClick={() => void dismiss(pair, true)}>
              Not the same
            </Button>
            <Link
              to="/merge"
              search={{ lead: lead.id, other: other.id }}
              data-fact="merge"
              className={button({ size: "sm" })}
            >
              Compare
            </Link>
          </div>
        );
      })}
      {merges.map((merge) => (
        <div key={merge.id} className={look}>
          <Merge className="size-4 shrink-0 text-faint" aria-hidden="true" />
          <p className="min-w-40 flex-1 text-soft">
            <bdi className="font-medium text-ink">{merge.merged.display_name}</bdi>{" "}
            {merge.undone_at ? "is a lead of its own again" : "was merged into this lead"}
            <span className="block text-faint">
              {merge.undone_at
                ? `Changed after the merge, and left as it is here: ${namesOf(merge.kept.map(({ field }) => field))}`
                : formatShort(new Date(merge.merged_at))}
            </span>
          </p>
          {!merge.undone_at && new Date(merge.undo_until) > now && (
            <Button size="sm" disabled={!canWrite} onClick={() => void undo(merge)}>
              Undo the merge
            </Button>
          )}
        </div>
      ))}
    </section>
  );
}
