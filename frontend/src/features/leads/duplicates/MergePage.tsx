import { useMutation, useSuspenseQueries } from "@tanstack/react-query";
import { ArrowLeft, ArrowLeftRight, Check } from "lucide-react";
import { useMemo, useState, type KeyboardEvent } from "react";
import { messageFor } from "@/api/problem";
import { PageTitle } from "@/components/PageTitle";
import { useShortcuts } from "@/components/useShortcuts";
import { leadQuery, type Lead } from "@/features/leads/queries";
import { readOnly, useCanWrite } from "@/features/leads/useCanWrite";
import { useWorkspace } from "@/features/leads/useWorkspaceNames";
import { cn } from "@/lib/cn";
import { plural } from "@/lib/format";
import { Avatar } from "@/ui/Avatar";
import { Button } from "@/ui/Button";
import { Callout } from "@/ui/Callout";
import { Card } from "@/ui/Card";
import { TimeAgo } from "@/ui/TimeAgo";
import { mergeRows, united, type MergeRow } from "./mergeRows";
import { useDuplicateEdits } from "./useDuplicateEdits";
import { ScrollArea } from "@/ui/ScrollArea";

type Props = {
  leadId: string;
  otherId: string;
  onSwap: () => void;
  onBack: () => void;
  onMerged: (leadId: string) => Promise<void>;
};

export function MergePage({ leadId, otherId, onSwap, onBack, onMerged }: Props) {
  const [{ data: lead }, { data: other }] = useSuspenseQueries({
    queries: [leadQuery(leadId), leadQuery(otherId)],
  });
  const { fields, members } = useWorkspace();
  const canWrite = useCanWrite();
  const edits = useDuplicateEdits();
  const [taken, setTaken] = useState<ReadonlySet<string>>(new Set());
  const rows = useMemo(() => mergeRows(lead, other, fields, members), [lead, other, fields, members]);
  const open = rows.filter((row) => row.isOpen);
  const same = rows.filter((row) => !row.isOpen);

  const merge = useMutation({
    // Until this page is left, nobody may ask for the lead that is gone.
    scope: { id: otherId },
    mutationFn: () =>
      edits.merge(lead.id, {
        other_id: other.id,
        take_from_other: open.filter(({ name }) => taken.has(name)).map(({ name }) => name),
        lead_version: lead.version,
        other_version: other.version,
      }),
    onSuccess: () => onMerged(lead.id),
  });
  const run = () => canWrite && !merge.isPending && merge.mutate();
  useShortcuts({ Escape: onBack, "mod+enter": run });

  function choose(name: string, fromOther: boolean) {
    const next = new Set(taken);
    if (fromOther) next.add(name);
    else next.delete(name);
    setTaken(next);
  }

  return (
    <div className="flex h-full flex-col">
      <PageTitle>Merge leads</PageTitle>
      <header className="flex h-14 shrink-0 items-center gap-2 border-b border-line px-2 md:px-4">
        <Button size="sm" look="ghost" onClick={onBack}>
          <ArrowLeft className="size-4" aria-hidden="true" /> Back
        </Button>
        <h1 className="text-md font-semibold">Merge two leads</h1>
      </header>
      <ScrollArea className="flex-1">
        <div className="mx-auto grid max-w-4xl gap-5 px-4 py-6 md:px-8">
          {!canWrite && <Callout>{readOnly}</Callout>}
          {merge.isError && (
            <Callout tone="danger" role="alert">
              Not merged. {messageFor(merge.error)}
            </Callout>
          )}
          <div className="grid grid-cols-[minmax(0,1fr)_auto_minmax(0,1fr)] items-center gap-2 md:gap-4">
            <Side lead={lead} role="Stays" />
            <Button
              size="sm"
              onClick={() => {
                setTaken(new Set());
                onSwap();
              }}
            >
              <ArrowLeftRight className="size-4" aria-hidden="true" />
              <span className="max-sm:sr-only">Swap</span>
            </Button>
            <Side lead={other} role="Goes into it" />
          </div>
          <Card aria-labelledby="choices">
            <div className="border-b border-line px-5 py-3.5">
              <h2 id="choices" className="text-base font-semibold">
                {open.length > 0 ? `${plural(open.length, "fact")} to choose` : "Nothing to choose"}
              </h2>
              <p id="merge-help" className="text-sm text-faint">
                {open.length > 0
                  ? "Left and right choose, up and down go from fact to fact."
                  : "What both know is the same, or only one of them knows it."}
              </p>
            </div>
            <div className="grid gap-2 p-3 md:px-5" onKeyDown={onArrows}>
              {open.map((row) => (
                <Choice
                  key={row.name}
                  row={row}
                  fromOther={taken.has(row.name)}
                  disabled={!canWrite}
                  onChoose={(fromOther) => choose(row.name, fromOther)}
                />
              ))}
            </div>
            {same.length > 0 && (
              <dl className="border-t border-line px-5 py-3">
                {same.map((row) => (
                  <Fact key={row.name} label={row.label} text={row.mine || row.theirs} />
                ))}
              </dl>
            )}
            <dl className="border-t border-line bg-sunken px-5 py-3">
              {united(lead, other).map(({ label, items }) => (
                <Fact key={label} label={label} text={items.join(", ")} />
              ))}
              <Fact label="Also" text="Notes, tasks and the history of both" />
            </dl>
          </Card>
        </div>
      </ScrollArea>
      <footer className="flex shrink-0 items-center justify-end gap-3 border-t border-line bg-sunken px-4 py-3 md:px-6">
        <p className="flex-1 text-sm text-faint max-sm:hidden">
          A merge can be undone, from here and from the page of the lead.
        </p>
        <Button onClick={onBack}>Cancel</Button>
        <Button look="primary" disabled={!canWrite} pending={merge.isPending} onClick={run}>
          Merge
        </Button>
      </footer>
    </div>
  );
}

function Side({ lead, role }: { lead: Lead; role: string }) {
  return (
    <div className="flex min-w-0 items-center gap-3 rounded-lg border border-line bg-raised p-3 shadow-card max-md:flex-col max-md:items-start md:p-4">
      <Avatar name={lead.display_name} size="md" />
      <div className="min-w-0 max-w-full">
        <p className="text-xs font-medium text-faint">{role}</p>
        <bdi className="block truncate text-base font-semibold">{lead.display_name}</bdi>
        <p className="truncate text-sm text-soft">{lead.primary_email ?? lead.primary_phone}</p>
        <p className="text-sm text-faint">
          Captured <TimeAgo at={lead.created_at} />
        </p>
      </div>
    </div>
  );
}

const Fact = ({ label, text }: { label: string; text: string }) => (
  <div className="grid grid-cols-[6.5rem_minmax(0,1fr)] gap-3 py-1">
    <dt className="text-sm text-faint">{label}</dt>
    <dd className="text-sm text-soft" dir="auto">
      {text}
    </dd>
  </div>
);

/** Up and down keep to the side that is chosen in each fact; left and right change the side. */
function onArrows(event: KeyboardEvent<HTMLDivElement>) {
  const group = (event.target as HTMLElement).closest("[role=radiogroup]");
  const groups = [...event.currentTarget.querySelectorAll("[role=radiogroup]")];
  const at = group ? groups.indexOf(group) : -1;
  if (!group) return;
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (step) {
    event.preventDefault();
    groups[at + step]?.querySelector<HTMLElement>("[aria-checked=true]")?.focus();
  }
  if (event.key !== "ArrowLeft" && event.key !== "ArrowRight") return;
  event.preventDefault();
  const wanted = group.querySelectorAll<HTMLElement>("[role=radio]")[event.key === "ArrowLeft" ? 0 : 1];
  wanted?.click();
  wanted?.focus();
}

type ChoiceProps = {
  row: MergeRow;
  fromOther: boolean;
  disabled: boolean;
  onChoose: (fromOther: boolean) => void;
};

function Choice({ row, fromOther, disabled, onChoose }: ChoiceProps) {
  return (
    <div
      role="radiogroup"
      aria-label={row.label}
      aria-describedby="merge-help"
      className="grid grid-cols-2 items-stretch gap-2 md:grid-cols-[6.5rem_minmax(0,1fr)_minmax(0,1fr)]"
    >
      <span className="self-center text-sm text-faint max-md:col-span-2" aria-hidden="true" dir="auto">
        {row.label}
      </span>
      {[false, true].map((side) => {
        const checked = side === fromOther;
        return (
          <button
            key={`${side}`}
            type="button"
            role="radio"
            aria-checked={checked}
            disabled={disabled}
            tabIndex={checked ? 0 : -1}
            onClick={() => onChoose(side)}
            className={cn(
              "flex min-h-10 min-w-0 items-center gap-2 rounded-md border px-3 py-1.5 text-left text-base max-md:min-h-11",
              checked
                ? "border-accent-line bg-accent-wash text-accent-text"
                : "border-line bg-raised text-soft hover:bg-hover",
            )}
          >
            <Check className={cn("size-4 shrink-0", !checked && "opacity-0")} aria-hidden="true" />
            <bdi className="min-w-0">{side ? row.theirs : row.mine}</bdi>
          </button>
        );
      })}
    </div>
  );
}
