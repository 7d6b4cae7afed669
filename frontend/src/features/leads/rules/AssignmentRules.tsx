import { useQuery } from "@tanstack/react-query";
import { GripVertical, Workflow } from "lucide-react";
import { lazy, Suspense, useState } from "react";
import { useReorder } from "@/components/useReorder";
import { Waiting } from "@/components/Waiting";
import { cn } from "@/lib/cn";
import { moved } from "@/lib/reorder";
import { Card } from "@/ui/Card";
import { EmptyState } from "@/ui/EmptyState";
import { toastUndo } from "@/ui/toast";
import { DryRun } from "./DryRun";
import { assignment, assignmentRulesQuery, useRuleChange, type AssignmentRule } from "./queries";
import { modes } from "./words";
import { Head, Row, type Open } from "./RuleParts";

const AssignmentDialog = lazy(() => import("./AssignmentDialog"));

/** New leads without an owner go through these in order. */
export function AssignmentRules({ allowed }: { allowed: boolean }) {
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
