import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { Merge, SquaresUnite } from "lucide-react";
import { PageHeader } from "@/components/PageHeader";
import { useShortcuts } from "@/components/useShortcuts";
import { formatCount } from "@/features/leads/list/LeadCount";
import type { LeadSummary } from "@/features/leads/queries";
import { readOnly, useCanWrite } from "@/features/leads/useCanWrite";
import { Avatar } from "@/ui/Avatar";
import { Badge } from "@/ui/Badge";
import { button } from "@/ui/button";
import { Button } from "@/ui/Button";
import { EmptyState } from "@/ui/EmptyState";
import { Skeleton } from "@/ui/Skeleton";
import { TimeAgo } from "@/ui/TimeAgo";
import { duplicateCountQuery, duplicatesQuery, type Duplicate } from "./queries";
import { reasonWords } from "./reasons";
import { useDuplicateEdits } from "./useDuplicateEdits";
import { ScrollArea } from "@/ui/ScrollArea";

type Props = {
  dismissed: boolean;
  onDismissed: (dismissed: boolean) => void;
  onMerge: (leadId: string, otherId: string) => void;
};

const rows = () => [...document.querySelectorAll<HTMLElement>("main [data-pair]")];
const current = () => document.activeElement?.closest<HTMLElement>("[data-pair]");

function step(by: 1 | -1) {
  const all = rows();
  const here = current();
  const at = here ? all.indexOf(here) : -1;
  const next = at < 0 ? 0 : Math.max(0, Math.min(all.length - 1, at + by));
  all[next]?.querySelector<HTMLElement>("[data-merge]")?.focus();
}

export function DuplicatesPage({ dismissed, onDismissed, onMerge }: Props) {
  const list = useInfiniteQuery(duplicatesQuery(dismissed));
  const count = useQuery(duplicateCountQuery).data;
  const canWrite = useCanWrite();
  const { dismiss } = useDuplicateEdits();
  const pairs = list.data?.pages.flatMap((page) => page.items) ?? [];

  function answerNot(pair: Duplicate) {
    const at = pairs.indexOf(pair);
    void dismiss(pair, !dismissed);
    // The row goes: whoever works by keyboard stays where they were.
    requestAnimationFrame(() =>
      rows()[Math.min(at, rows().length - 1)]?.querySelector<HTMLElement>("[data-merge]")?.focus(),
    );
  }
  const onCurrent = (then: (pair: Duplicate) => void) => () => {
    const pair = pairs.find((each) => each.id === current()?.dataset.pair);
    if (pair && canWrite) then(pair);
  };
  useShortcuts({
    j: () => step(1),
    k: () => step(-1),
    ArrowDown: (event) => {
      if (!current()) return;
      event.preventDefault();
      step(1);
    },
    ArrowUp: (event) => {
      if (!current()) return;
      event.preventDefault();
      step(-1);
    },
    m: onCurrent((pair) => onMerge(pair.lead.id, pair.other.id)),
    x: onCurrent(answerNot),
  });
  if (list.error && !list.data) throw list.error;

  return (
    <div className="flex h-full flex-col">
      <PageHeader
        title="Duplicates"
        beside={
          count && (
            <span className="text-sm text-faint tabular-nums">
              {formatCount(count)}
              <span className="sr-only"> to look at</span>
            </span>
          )
        }
      />
      <div className="flex h-11 shrink-0 items-center gap-3 border-b border-line px-4 max-md:h-15 md:px-6">
        <div role="group" aria-label="Which pairs" className="flex rounded-md bg-pressed p-0.5">
          {[false, true].map((each) => (
            <button
              key={`${each}`}
              type="button"
              aria-pressed={dismissed === each}
              onClick={() => onDismissed(each)}
              className="h-7 rounded-sm px-2.5 text-sm font-medium text-soft hover:text-ink aria-pressed:bg-raised aria-pressed:text-ink aria-pressed:shadow-card max-md:h-11"
            >
              {each ? "Not the same" : "To look at"}
            </button>
          ))}
        </div>
        {!canWrite && <span className="text-sm text-faint">{readOnly}</span>}
      </div>
      <ScrollArea className="flex-1">
        <div className="mx-auto max-w-5xl px-3 py-5 md:px-8">
          {list.isPending ? (
            <div role="status" className="grid gap-3">
              <span className="sr-only">Loading</span>
              <Skeleton className="h-28 rounded-lg" />
              <Skeleton className="h-28 rounded-lg" />
            </div>
          ) : pairs.length === 0 ? (
            <EmptyState
              icon={<SquaresUnite aria-hidden="true" />}
              title={dismissed ? "Nothing was told apart yet" : "No lead is there twice"}
            >
              {dismissed
                ? "Pairs that you say are not the same are kept here, and can be asked again."
                : "Pairs appear here when leads share an address, a number, or a name and a company."}
            </EmptyState>
          ) : (
            <ul className="grid grid-cols-[minmax(0,1fr)] gap-3">
              {pairs.map((pair) => (
                <li
                  key={pair.id}
                  data-pair={pair.id}
                  className="rounded-lg border border-line bg-raised p-3 shadow-card focus-within:border-accent-line md:p-4"
                >
                  <div className="mb-3 flex flex-wrap items-center gap-1.5">
                    {pair.reasons.map((reason) => (
                      <Badge key={reason.kind} tone="outline" className="max-w-full">
                        <span className="text-faint">{reasonWords[reason.kind]}</span>
                        <bdi className="truncate">{reason.detail}</bdi>
                      </Badge>
                    ))}
                    <span className="ml-auto text-sm text-faint tabular-nums">{pair.score}% alike</span>
                  </div>
                  <div className="grid grid-cols-[minmax(0,1fr)] gap-2 md:grid-cols-2">
                    <Side lead={pair.lead} />
                    <Side lead={pair.other} />
                  </div>
                  <div className="mt-3 flex justify-end gap-2">
                    <Button
                      size="sm"
                      look="ghost"
                      disabled={!canWrite}
                      aria-keyshortcuts="x"
                      onClick={() => answerNot(pair)}
                    >
                      {dismissed ? "Ask again" : "Not the same"}
                    </Button>
                    <Link
                      to="/merge"
                      search={{ lead: pair.lead.id, other: pair.other.id }}
                      data-merge=""
                      aria-keyshortcuts="m"
                      aria-label={`Compare and merge ${pair.lead.display_name} and ${pair.other.display_name}`}
                      className={button({ size: "sm" })}
                    >
                      <Merge className="size-3.5" aria-hidden="true" /> Compare and merge
                    </Link>
                  </div>
                </li>
              ))}
            </ul>
          )}
          {list.hasNextPage && (
            <div className="grid justify-center py-4">
              <Button pending={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
                Show more
              </Button>
            </div>
          )}
        </div>
      </ScrollArea>
    </div>
  );
}

function Side({ lead }: { lead: LeadSummary }) {
  return (
    <div className="flex min-w-0 items-center gap-3 rounded-md bg-sunken px-3 py-2.5">
      <Avatar name={lead.display_name} />
      <div className="min-w-0 flex-1">
        <Link
          to="/leads/$leadId"
          params={{ leadId: lead.id }}
          className="block truncate text-base font-medium hover:underline"
        >
          <bdi>{lead.display_name}</bdi>
        </Link>
        <span className="block truncate text-sm text-soft">
          {[lead.primary_email, lead.company].filter(Boolean).join(" · ")}
        </span>
      </div>
      <span className="shrink-0 text-sm text-faint">
        <TimeAgo at={lead.created_at} />
      </span>
    </div>
  );
}
