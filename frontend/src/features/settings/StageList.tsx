import { GripVertical, Trash2 } from "lucide-react";
import { useState } from "react";
import { cn } from "@/lib/cn";
import { IconButton } from "@/ui/Button";
import { Select } from "@/ui/Select";
import { AddForm, Confirm, NameInput } from "./parts";
import { api, useChange, type Pipeline, type Stage } from "./queries";
import { moved } from "@/lib/reorder";
import { useReorder } from "@/components/useReorder";

const kinds: { value: Stage["kind"]; label: string; dot: string }[] = [
  { value: "open", label: "Open", dot: "bg-hue-gray" },
  { value: "won", label: "Won", dot: "bg-good" },
  { value: "lost", label: "Lost", dot: "bg-danger" },
];

type Props = { pipeline: Pipeline; others: Stage[]; allowed: boolean };

export function StageList({ pipeline, others, allowed }: Props) {
  const change = useChange();
  const [ordering, setOrdering] = useState<string[] | null>(null);
  const [deleting, setDeleting] = useState<Stage | null>(null);
  const [kind, setKind] = useState<Stage["kind"]>("open");
  const known = [...pipeline.stages].sort((a, b) => a.position - b.position);
  // The new order shows at once; when it is refused, the old one is back with the next answer.
  const stages = ordering
    ? [...known].sort((a, b) => ordering.indexOf(a.id) - ordering.indexOf(b.id))
    : known;

  const reorder = useReorder(stages, (id, position) => {
    const from = stages.findIndex((stage) => stage.id === id);
    setOrdering(moved(stages, from, position).map((stage) => stage.id));
    change.mutate(() => api.updateStage(id, { position }), { onSettled: () => setOrdering(null) });
  });

  return (
    <>
      <p id="reorder-help" className="sr-only">
        Up and down arrows move it.
      </p>
      <ol aria-label={`Stages of ${pipeline.name}`} className="px-3 pb-1">
        {reorder.shown.map((stage) => (
          <li
            key={stage.id}
            ref={reorder.row(stage.id)}
            className={cn(
              "flex items-center gap-1.5 border-t border-hairline py-1.5 max-sm:flex-wrap",
              reorder.dragged === stage.id && "rounded-md bg-accent-wash",
            )}
          >
            <button
              type="button"
              disabled={!allowed}
              {...reorder.handle(stage)}
              className="grid size-8 shrink-0 cursor-grab touch-none place-items-center rounded-sm text-faint hover:bg-hover hover:text-ink disabled:cursor-default disabled:opacity-50 max-md:size-11"
            >
              <GripVertical className="size-4" aria-hidden="true" />
            </button>
            <span
              className={cn(
                "size-2 shrink-0 rounded-full",
                kinds.find((each) => each.value === stage.kind)?.dot,
              )}
              aria-hidden="true"
            />
            <div className="min-w-36 flex-1">
              {" "}
              <NameInput
                label="Name of the stage"
                name={stage.name}
                disabled={!allowed}
                onSave={(name) => change.mutate(() => api.updateStage(stage.id, { name }))}
              />
            </div>{" "}
            <KindSelect
              label={`What ${stage.name} means`}
              kind={stage.kind}
              disabled={!allowed}
              onChange={(next) => change.mutate(() => api.updateStage(stage.id, { kind: next }))}
            />
            <Rotting
              stage={stage}
              disabled={!allowed || stage.kind !== "open"}
              onSave={(rotting_days) => change.mutate(() => api.updateStage(stage.id, { rotting_days }))}
            />
            <IconButton
              label={stages.length === 1 ? "The only stage can’t be deleted" : `Delete ${stage.name}`}
              disabled={!allowed || stages.length === 1}
              onClick={() => setDeleting(stage)}
            >
              <Trash2 className="size-4" aria-hidden="true" />
            </IconButton>
          </li>
        ))}
      </ol>
      <div className="border-t border-line bg-sunken px-3 py-3">
        <AddForm
          label="Name of the new stage"
          placeholder="New stage"
          disabled={!allowed}
          onAdd={(name) => change.mutate(() => api.createStage(pipeline.id, { name, kind }))}
        >
          <KindSelect label="What the new stage means" kind={kind} disabled={!allowed} onChange={setKind} />
        </AddForm>
      </div>
      <div className="sr-only" aria-live="polite">
        {reorder.announcement}
      </div>
      {deleting && (
        <DeleteStage
          stage={deleting}
          others={others.filter((each) => each.id !== deleting.id)}
          onClose={() => setDeleting(null)}
          onConfirm={(moveTo) => change.mutate(() => api.deleteStage(deleting.id, moveTo))}
        />
      )}
    </>
  );
}

type KindProps = {
  label: string;
  kind: Stage["kind"];
  disabled: boolean;
  onChange: (kind: Stage["kind"]) => void;
};

function KindSelect({ label, kind, disabled, onChange }: KindProps) {
  return (
    <Select
      slim
      label={label}
      value={kind}
      disabled={disabled}
      onChange={(event) => onChange(event.target.value as Stage["kind"])}
      className="w-22 shrink-0"
    >
      {kinds.map(({ value, label: name }) => (
        <option key={value} value={value}>
          {name}
        </option>
      ))}
    </Select>
  );
}

type RottingProps = { stage: Stage; disabled: boolean; onSave: (days: number | null) => void };

function Rotting({ stage, disabled, onSave }: RottingProps) {
  const [text, setText] = useState<string | null>(null);
  const finish = () => {
    const days = text === null ? NaN : Number(text);
    setText(null);
    if (text === "" && stage.rotting_days !== null) onSave(null);
    else if (text !== "" && Number.isInteger(days) && days > 0 && days !== stage.rotting_days) onSave(days);
  };
  return (
    <label className="flex shrink-0 items-center gap-1.5 text-sm whitespace-nowrap text-faint">
      Too long after
      <input
        inputMode="numeric"
        aria-label={`${stage.name}: too long after how many days`}
        placeholder="–"
        value={text ?? stage.rotting_days ?? ""}
        maxLength={3}
        disabled={disabled}
        onChange={(event) => setText(event.target.value.replace(/\D/g, ""))}
        onBlur={finish}
        onKeyDown={(event) => event.key === "Enter" && event.currentTarget.blur()}
        className="h-8 w-11 rounded-md border border-control bg-raised px-1.5 text-center text-sm text-ink tabular-nums placeholder:text-faint focus:border-accent-text focus:outline-2 focus:outline-offset-0 focus:outline-accent-text/35 disabled:opacity-60 max-md:h-11"
      />
      days
    </label>
  );
}

type DeleteProps = {
  stage: Stage;
  others: Stage[];
  onClose: () => void;
  onConfirm: (moveTo: string | undefined) => void;
};

function DeleteStage({ stage, others, onClose, onConfirm }: DeleteProps) {
  const [moveTo, setMoveTo] = useState(others[0]?.id ?? "");
  return (
    <Confirm
      title={`Delete ${stage.name}?`}
      action="Delete the stage"
      onClose={onClose}
      onConfirm={() => onConfirm(moveTo || undefined)}
    >
      <p>Leads that are in it have to go somewhere.</p>
      <label className="flex flex-wrap items-center gap-2 text-ink">
        Move them to
        <Select label="Move its leads to" value={moveTo} onChange={(event) => setMoveTo(event.target.value)}>
          {others.map(({ id, name }) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
        </Select>
      </label>
    </Confirm>
  );
}
