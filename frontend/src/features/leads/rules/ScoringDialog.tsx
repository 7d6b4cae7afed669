import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState, type SyntheticEvent } from "react";
import { ApiError, messageFor } from "@/api/problem";
import { Button } from "@/ui/Button";
import { Callout } from "@/ui/Callout";
import { Dialog } from "@/ui/Dialog";
import { TextField } from "@/ui/Field";
import { Select } from "@/ui/Select";
import { DryRun } from "./DryRun";
import { refreshRules, scoring, type ScoringRule, type ScoringRuleBody } from "./queries";
import { readFilter, RuleFilter, writeFilter } from "./RuleFilter";
import { signed, sinces } from "./words";

type Props = { rule: ScoringRule | undefined; onClose: () => void };

const whole = (text: string, from: number, to: number) => {
  const number = Number(text);
  return /^-?\d+$/.test(text.trim()) && number >= from && number <= to ? number : undefined;
};

export default function ScoringDialog({ rule, onClose }: Props) {
  const queryClient = useQueryClient();
  const [name, setName] = useState(rule?.name ?? "");
  const [filter, setFilter] = useState(() => readFilter(rule?.filter));
  const [points, setPoints] = useState(rule ? `${rule.points}` : "10");
  const [halfLife, setHalfLife] = useState(rule?.half_life_days ? `${rule.half_life_days}` : "");
  const [since, setSince] = useState<ScoringRule["since"]>(rule?.since ?? "created");
  const [tried, setTried] = useState(false);
  const worth = whole(points, -1000, 1000);
  const days = halfLife.trim() === "" ? null : whole(halfLife, 1, 3650);

  const body = (): ScoringRuleBody => ({
    name: name.trim(),
    filter: writeFilter(filter),
    points: worth ?? 0,
    half_life_days: days ?? null,
    since,
    enabled: rule?.enabled ?? true,
  });
  const save = useMutation({
    mutationFn: () => (rule ? scoring.update(rule.id, body()) : scoring.create(body())),
    onSuccess: () => {
      void refreshRules(queryClient);
      onClose();
    },
  });
  const wrong = (pointer: string) =>
    save.error instanceof ApiError ? save.error.fieldErrors[pointer]?.message : undefined;

  function submit(event: SyntheticEvent) {
    event.preventDefault();
    setTried(true);
    if (name.trim() && worth !== undefined && days !== undefined && !save.isPending) save.mutate();
  }

  return (
    <Dialog
      title={rule ? "Edit the rule" : "New scoring rule"}
      onClose={onClose}
      className="w-[min(42rem,calc(100vw-1.5rem))]"
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button look="primary" type="submit" form="score-form" pending={save.isPending}>
            {rule ? "Save" : "Add rule"}
          </Button>
        </>
      }
    >
      <form id="score-form" noValidate onSubmit={submit} className="grid gap-5">
        {save.isError && !wrong("/name") && !wrong("/points") && (
          <Callout tone="danger" role="alert">
            {messageFor(save.error)}
          </Callout>
        )}
        <TextField
          label="Name"
          data-autofocus
          value={name}
          maxLength={100}
          onChange={(event) => setName(event.target.value)}
          error={tried && !name.trim() ? "Give it a name: the score is explained with it." : wrong("/name")}
        />
        <RuleFilter filter={filter} onChange={setFilter} />
        <div className="grid gap-4 sm:grid-cols-3">
          <TextField
            label="Points"
            inputMode="numeric"
            value={points}
            maxLength={5}
            onChange={(event) => setPoints(event.target.value)}
            error={tried && worth === undefined ? "From −1000 to 1000." : wrong("/points")}
          />
          <TextField
            label="Halved every … days"
            inputMode="numeric"
            placeholder="Never"
            value={halfLife}
            maxLength={4}
            onChange={(event) => setHalfLife(event.target.value)}
            error={tried && days === undefined ? "A number of days, or nothing." : undefined}
          />
          <div className="grid content-start gap-1.5">
            <span className="text-sm font-medium text-ink" aria-hidden="true">
              Counted since
            </span>
            <Select
              label="Counted since"
              value={since}
              disabled={halfLife.trim() === ""}
              onChange={(event) => setSince(event.target.value as ScoringRule["since"])}
            >
              {Object.entries(sinces).map(([value, words]) => (
                <option key={value} value={value}>
                  {words}
                </option>
              ))}
            </Select>
          </div>
        </div>
        <DryRun
          label="Try this rule"
          heading="What this rule would give"
          run={async () =>
            (await scoring.tryOut(body())).items.map(({ lead, score, reasons }) => ({
              lead,
              outcome: <span className="tabular-nums">{score}</span>,
              why: reasons.map(({ rule: by, points: each }) => `${by} ${signed(each)}`).join(", ") || "–",
            }))
          }
        />
      </form>
    </Dialog>
  );
}
