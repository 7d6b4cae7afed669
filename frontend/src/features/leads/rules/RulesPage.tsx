import { useQuery } from "@tanstack/react-query";
import { GripVertical, Lock, Plus, Trash2, Workflow } from "lucide-react";
import { lazy, Suspense, useState, type ReactNode } from "react";
import { messageFor } from "@/api/problem";
import { can } from "@/api/session";
import { useSession } from "@/api/useSession";
import { PageHeader } from "@/components/PageHeader";
import { useReorder } from "@/components/useReorder";
import { cn } from "@/lib/cn";
import { moved } from "@/lib/reorder";
import { Button, IconButton } from "@/ui/Button";
import { Callout } from "@/ui/Callout";
import { Card } from "@/ui/Card";
import { EmptyState } from "@/ui/EmptyState";
import { Skeleton } from "@/ui/Skeleton";
import { toastUndo } from "@/ui/toast";
import { DryRun } from "./DryRun";
import {
  assignment,
  assignmentRulesQuery,
  scoring,
  scoringRulesQuery,
  useRuleChange,
  type AssignmentRule,
  type ScoringRule,
} from "./queries";
import { FilterSentence } from "./RuleFilter";
import { modes, signed, sinces } from "./words";
import { ScrollArea } from "@/ui/ScrollArea";

const AssignmentDialog = lazy(() => import("./AssignmentDialog"));
const ScoringDialog = lazy(() => import("./ScoringDialog"));

type RulesTab = "assignment" | "scoring";
type Props = { tab: RulesTab; onTab: (tab: RulesTab) => void };

const tabs: Record<RulesTab, string> = { assignment: "Assignment", scoring: "Scoring" };

export function RulesPage({ tab, onTab }: Props) {
  const session = useSession();
  const allowed = can(session, "settings_manage");
  return (
    <div className="flex h-full flex-col">
      <PageHeader title="Rules" />
      <div
        role="group"
        aria-label="Kind of rules"
        className="flex h-11 shrink-0 items-center gap-0.5 border-b border-line px-2 max-md:h-13 md:px-4"
      >
        {(Object.keys(tabs) as RulesTab[]).map((each) => (
          <button
            key={each}
            type="button"
            aria-pressed={tab === each}
            onClick={() => onTab(each)}
            className="flex h-8 items-center rounded-md px-2.5 text-sm font-medium text-soft hover:bg-hover hover:text-ink aria-pressed:bg-pressed aria-pressed:text-ink max-md:h-11"
          >
            {tabs[each]}
          </button>
        ))}
      </div>
      <ScrollArea className="flex-1">
        <div className="mx-auto grid max-w-3xl gap-6 px-4 py-6 md:px-8 md:py-8">
          {!allowed && (
            <Callout icon={<Lock aria-hidden="true" />}>
              Your role can look at this, not change it. Ask an owner or admin of {session.workspace.name}.
            </Callout>
          )}
          {tab === "assignment" ? <Assignment allowed={allowed} /> : <Scoring allowed={allowed} />}
        </div>
      </ScrollArea>
    </div>
  );
}

type Open<Rule> = { rule?: Rule } | null;

function Waiting({ error, onRetry }: { error: unknown; onRetry: () => void }) {
  if (!error)
    return (
      <div role="status" className="grid gap-3">
        <span className="sr-only">Loading</span>
        <Skeleton className="h-10" />
        <Skeleton className="h-32 rounded-lg" />
      </div>
    );
  return (
    <Callout tone="danger" role="alert">
      {messageFor(error)}{" "}
      <button type="button" className="font-medium underline" onClick={onRetry}>
        Try again
      </button>
    </Callout>
  );
}

function Head({ children, allowed, onNew }: { children: ReactNode; allowed: boolean; onNew: () => void }) {
  return (
    <div className="flex flex-wrap items-start justify-between gap-3">
      <p className="max-w-xl flex-1 text-base text-soft">{children}</p>
      <Button look="primary" disabled={!allowed} onClick={onNew}>
        <Plus className="size-4" aria-hidden="true" /> New rule
      </Button>
    </div>
  );
}

function Assignment({ allowed }: { allowed: boolean }) {
  const { data, error, refetch } = useQuery(assignmentRulesQuery);
  const change = useRuleChange();
  const [open, setOpen] = useState<Open<AssignmentRule>>(null);
  const [ordering, setOrdering] = useState<string[] | null>(null);
  const known = [...(data?.items ?? [])].sort((a, b) => a.position - b.position);
  // The new order shows at once; when it is refused, the old one is back with the next answer.
  const rules = ordering ? [...known].sort((a, b) => ordering.indexOf(a.id) - ordering.indexOf(b.id)) : known;
  const reorder = useReorder(rules, (id, position) => {
    const from = rules.findIndex((each) => each.id === id);
    setOrdering(moved(rules, from, position).map((each) => each.id));
    change.mutate(() => assignment.update(id, { position }), { onSettled: () => setOrdering(null) });
  });
  if (!data) return <Waiting error={error} onRetry={() => void refetch()} />;

  function remove(rule: AssignmentRule) {
    const { name, position, enabled, filter, mode, targets, team } = rule;
    const again = {
      ...{ name, position, enabled, filter, mode },
      target_ids: targets.map(({ id }) => id),
      team_id: team?.id ?? null,
    };
    change.mutate(() => assignment.remove(rule.id), {
      onSuccess: () => toastUndo(`Deleted: ${name}`, () => change.mutate(() => assignment.create(again))),
    });
  }

  return (
    <>
      <Head allowed={allowed} onNew={() => setOpen({})}>
        A new lead without an owner goes through the rules in order. The first one that matches decides, and
        says so in the history of the lead.
      </Head>
      {rules.length === 0 ? (
        <EmptyState icon={<Workflow aria-hidden="true" />} title="No rule yet">
          New leads wait without an owner until somebody takes them.
        </EmptyState>
      ) : (
        <Card aria-label="Assignment rules">
          <p id="reorder-help" className="sr-only">
            Up and down arrows move it.
          </p>
          <ol>
            {reorder.shown.map((rule, n) => (
              <li
                key={rule.id}
                ref={reorder.row(rule.id)}
                className={cn(
                  "flex items-start gap-1.5 border-t border-hairline px-3 py-2.5 first:border-0",
                  reorder.dragged === rule.id && "rounded-md bg-accent-wash",
                )}
              >
                <button
                  type="button"
                  disabled={!allowed}
                  {...reorder.handle(rule)}
                  className="grid size-8 shrink-0 cursor-grab touch-none place-items-center rounded-sm text-faint hover:bg-hover hover:text-ink disabled:cursor-default disabled:opacity-50 max-md:size-11"
                >
                  <GripVertical className="size-4" aria-hidden="true" />
                </button>
                <Row
                  rule={rule}
                  allowed={allowed}
                  number={n + 1}
                  onEdit={() => setOpen({ rule })}
                  onEnable={(enabled) => change.mutate(() => assignment.update(rule.id, { enabled }))}
                  onRemove={() => remove(rule)}
                >
                  {modes[rule.mode].label}:{" "}
                  <bdi className="text-soft">
                    {[...rule.targets.map(({ name }) => name), ...(rule.team ? [rule.team.name] : [])].join(
                      ", ",
                    ) || "nobody"}
                  </bdi>
                </Row>
              </li>
            ))}
          </ol>
        </Card>
      )}
      <div className="sr-only" aria-live="polite">
        {reorder.announcement}
      </div>
      {rules.length > 0 && (
        <DryRun
          label="Try the rules"
          heading="What the rules would do"
          run={async () =>
            (await assignment.tryOut()).items.map(({ lead, rule, owner, reason }) => ({
              lead,
              outcome: rule ? `${owner?.name ?? "Nobody"} (${rule.name})` : "Left alone",
              why: reason,
            }))
          }
        />
      )}
      <Suspense>{open && <AssignmentDialog rule={open.rule} onClose={() => setOpen(null)} />}</Suspense>
    </>
  );
}

function Scoring({ allowed }: { allowed: boolean }) {
  const { data, error, refetch } = useQuery(scoringRulesQuery);
  const change = useRuleChange();
  const [open, setOpen] = useState<Open<ScoringRule>>(null);
  if (!data) return <Waiting error={error} onRetry={() => void refetch()} />;

  function remove(rule: ScoringRule) {
    const { name, enabled, filter, points, half_life_days, since } = rule;
    const again = { name, enabled, filter, points, half_life_days, since };
    change.mutate(() => scoring.remove(rule.id), {
      onSuccess: () => toastUndo(`Deleted: ${name}`, () => change.mutate(() => scoring.create(again))),
    });
  }

  return (
    <>
      <Head allowed={allowed} onNew={() => setOpen({})}>
        The points of all rules that match make the score of a lead. Points can fade with time.
      </Head>
      {data.items.length === 0 ? (
        <EmptyState icon={<Workflow aria-hidden="true" />} title="No rule yet">
          Every lead has the score 0.
        </EmptyState>
      ) : (
        <Card aria-label="Scoring rules">
          <ul>
            {data.items.map((rule) => (
              <li
                key={rule.id}
                className="flex items-start gap-3 border-t border-hairline px-4 py-2.5 first:border-0"
              >
                <span
                  className={cn(
                    "mt-1 w-12 shrink-0 text-right text-base font-semibold tabular-nums",
                    rule.points < 0 ? "text-danger-text" : "text-good-text",
                  )}
                >
                  {signed(rule.points)}
                </span>
                <Row
                  rule={rule}
                  allowed={allowed}
                  onEdit={() => setOpen({ rule })}
                  onEnable={(enabled) => change.mutate(() => scoring.update(rule.id, { enabled }))}
                  onRemove={() => remove(rule)}
                >
                  {rule.half_life_days
                    ? `Halved every ${rule.half_life_days} days since ${sinces[rule.since]}`
                    : "Does not fade"}
                </Row>
              </li>
            ))}
          </ul>
        </Card>
      )}
      {data.items.length > 0 && (
        <DryRun
          label="Try the rules"
          heading="What the rules would give"
          run={async () =>
            (await scoring.tryOut()).items.map(({ lead, score, reasons }) => ({
              lead,
              outcome: <span className="tabular-nums">{score}</span>,
              why: reasons.map(({ rule, points }) => `${rule} ${signed(points)}`).join(", ") || "–",
            }))
          }
        />
      )}
      <Suspense>{open && <ScoringDialog rule={open.rule} onClose={() => setOpen(null)} />}</Suspense>
    </>
  );
}

type RowProps = {
  rule: { name: string; enabled: boolean; filter: unknown };
  allowed: boolean;
  number?: number;
  onEdit: () => void;
  onEnable: (enabled: boolean) => void;
  onRemove: () => void;
  children: ReactNode;
};

function Row({ rule, allowed, number, onEdit, onEnable, onRemove, children }: RowProps) {
  return (
    <>
      <div className={cn("min-w-0 flex-1 py-0.75", !rule.enabled && "[&_*]:text-faint!")}>
        <h2 className="text-base font-medium text-ink" dir="auto">
          {number && <span className="mr-1.5 text-faint tabular-nums">{number}.</span>}
          {rule.name}
          {!rule.enabled && <span className="ml-2 text-sm font-normal">Off</span>}
        </h2>
        <p className="text-sm text-soft">
          <FilterSentence filter={rule.filter} />
        </p>
        <p className="text-sm text-faint">{children}</p>
      </div>
      <button
        type="button"
        role="switch"
        aria-checked={rule.enabled}
        aria-label={`${rule.name} is on`}
        disabled={!allowed}
        onClick={() => onEnable(!rule.enabled)}
        className="group/switch grid h-8 w-11 shrink-0 place-items-center rounded-md disabled:opacity-60 max-md:h-11"
      >
        <span className="flex h-4.5 w-8 items-center rounded-full bg-control p-0.5 transition-colors group-aria-checked/switch:bg-accent">
          <span className="size-3.5 rounded-full bg-raised transition-transform group-aria-checked/switch:translate-x-3.5" />
        </span>
      </button>
      <Button size="sm" look="ghost" aria-label={`Edit ${rule.name}`} disabled={!allowed} onClick={onEdit}>
        Edit
      </Button>
      <IconButton label={`Delete ${rule.name}`} disabled={!allowed} onClick={onRemove}>
        <Trash2 className="size-4" aria-hidden="true" />
      </IconButton>
    </>
  );
}
