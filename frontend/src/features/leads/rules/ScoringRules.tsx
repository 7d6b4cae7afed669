import { useQuery } from "@tanstack/react-query";
import { Waiting } from "@/components/Waiting";
import { Workflow } from "lucide-react";
import { lazy, Suspense, useState } from "react";
import { cn } from "@/lib/cn";
import { Card } from "@/ui/Card";
import { EmptyState } from "@/ui/EmptyState";
import { toastUndo } from "@/ui/toast";
import { DryRun } from "./DryRun";
import { scoring, scoringRulesQuery, useRuleChange, type ScoringRule } from "./queries";
import { signed, sinces } from "./words";
import { Head, Row, type Open } from "./RuleParts";

const ScoringDialog = lazy(() => import("./ScoringDialog"));

/** The points of those that match make the score. */
export function ScoringRules({ allowed }: { allowed: boolean }) {
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
