import { useMutation, useQueryClient } from "@tanstack/react-query";
import { ChevronDown } from "lucide-react";
import { useState, type SyntheticEvent } from "react";
import { ApiError, messageFor } from "@/api/problem";
import { useSession } from "@/api/useSession";
import { memberOptions, nothing } from "@/features/leads/edit/options";
import { useWorkspace } from "@/features/leads/useWorkspaceNames";
import { Button } from "@/ui/Button";
import { Callout } from "@/ui/Callout";
import { Dialog } from "@/ui/Dialog";
import { ErrorText } from "@/ui/ErrorText";
import { inputLook, TextField } from "@/ui/Field";
import { PickerButton } from "@/ui/Picker";
import { Select } from "@/ui/Select";
import { DryRun } from "./DryRun";
import { assignment, refreshRules, type AssignmentRule, type AssignmentRuleBody } from "./queries";
import { readFilter, RuleFilter, writeFilter } from "./RuleFilter";
import { modes } from "./words";

type Props = { rule: AssignmentRule | undefined; onClose: () => void };

export default function AssignmentDialog({ rule, onClose }: Props) {
  const queryClient = useQueryClient();
  const workspace = useWorkspace();
  const me = useSession().member.id;
  const [name, setName] = useState(rule?.name ?? "");
  const [filter, setFilter] = useState(() => readFilter(rule?.filter));
  const [mode, setMode] = useState<AssignmentRule["mode"]>(rule?.mode ?? "fixed");
  const [targets, setTargets] = useState(() => rule?.targets.map(({ id }) => id) ?? []);
  const [team, setTeam] = useState(rule?.team?.id ?? "");
  const [tried, setTried] = useState(false);
  const people = memberOptions(workspace, me).filter(({ value }) => value !== nothing);
  const names = people.filter(({ value }) => targets.includes(value)).map(({ label }) => label);
  const lacksTarget = targets.length === 0 && (mode === "fixed" || !team);

  const body = (): AssignmentRuleBody => ({
    name: name.trim(),
    filter: writeFilter(filter),
    mode,
    target_ids: targets,
    team_id: team || null,
    enabled: rule?.enabled ?? true,
  });
  const save = useMutation({
    mutationFn: () => (rule ? assignment.update(rule.id, body()) : assignment.create(body())),
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
    if (name.trim() && !lacksTarget && !save.isPending) save.mutate();
  }

  return (
    <Dialog
      title={rule ? "Edit the rule" : "New assignment rule"}
      onClose={onClose}
      className="w-[min(42rem,calc(100vw-1.5rem))]"
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button look="primary" type="submit" form="rule-form" pending={save.isPending}>
            {rule ? "Save" : "Add rule"}
          </Button>
        </>
      }
    >
      <form id="rule-form" noValidate onSubmit={submit} className="grid gap-5">
        {save.isError && !wrong("/name") && (
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
          error={tried && !name.trim() ? "Give it a name: it is said with every decision." : wrong("/name")}
        />
        <RuleFilter filter={filter} onChange={setFilter} />
        <fieldset className="grid gap-1">
          <legend className="mb-1.5 text-sm font-medium text-ink">How it chooses</legend>
          {(Object.keys(modes) as AssignmentRule["mode"][]).map((each) => (
            <label
              key={each}
              className="flex cursor-pointer gap-3 rounded-md px-2.5 py-2 hover:bg-hover has-checked:bg-accent-wash"
            >
              <input
                type="radio"
                name="mode"
                checked={mode === each}
                onChange={() => {
                  setMode(each);
                  if (each === "fixed") setTargets(targets.slice(0, 1));
                }}
                className="mt-1 size-4 shrink-0 accent-accent"
              />
              <span>
                <span className="block text-base font-medium text-ink">{modes[each].label}</span>
                <span className="block text-sm text-soft">{modes[each].hint}</span>
              </span>
            </label>
          ))}
        </fieldset>
        <div className="grid gap-4 sm:grid-cols-2">
          <div className="grid content-start gap-1.5">
            <span className="text-sm font-medium text-ink" aria-hidden="true">
              {mode === "fixed" ? "To" : "Among"}
            </span>
            <PickerButton
              label="Members"
              name={`${mode === "fixed" ? "To" : "Among"}: ${names.join(", ") || "Choose…"}`}
              multiple={mode !== "fixed"}
              options={people}
              selected={targets}
              onPick={(picked) =>
                setTargets(
                  mode === "fixed"
                    ? [picked]
                    : targets.includes(picked)
                      ? targets.filter((each) => each !== picked)
                      : [...targets, picked],
                )
              }
              className={`${inputLook} flex items-center text-left`}
            >
              <bdi className="min-w-0 flex-1 truncate">
                {names.join(", ") || <span className="text-faint">Choose…</span>}
              </bdi>
              <ChevronDown className="size-3.5 shrink-0 text-faint" aria-hidden="true" />
            </PickerButton>
            {tried && lacksTarget && <ErrorText>Choose who gets the leads.</ErrorText>}
          </div>
          <div className="grid content-start gap-1.5">
            <span className="text-sm font-medium text-ink" aria-hidden="true">
              {mode === "fixed" ? "And to the team" : "Or among the team"}
            </span>
            <Select label="Team" value={team} onChange={(event) => setTeam(event.target.value)}>
              <option value="">No team</option>
              {workspace.teams.map(({ id, name: each }) => (
                <option key={id} value={id}>
                  {each}
                </option>
              ))}
            </Select>
          </div>
        </div>
        <DryRun
          label="Try this rule"
          heading="What this rule would do"
          run={async () =>
            (await assignment.tryOut(body())).items.map(({ lead, rule: by, owner, reason }) => ({
              lead,
              outcome: by ? (owner?.name ?? "Nobody") : "Left alone",
              why: reason,
            }))
          }
        />
      </form>
    </Dialog>
  );
}
