import { CornerDownRight, Plus, Trash2 } from "lucide-react";
import { useEffect, useState } from "react";
import { customFields, customName } from "@/api/fields";
import { cn } from "@/lib/cn";
import { plural } from "@/lib/format";
import { Button, IconButton } from "@/ui/Button";
import { PickerButton } from "@/ui/Picker";
import { Select } from "@/ui/Select";
import { change, countRows, fromDraft, isRow, newGroup, newRow, toDraft } from "./draft";
import type { Draft, DraftGroup, DraftRow, Join } from "./draft";
import { blank, fieldOf, fields, opOf, ops } from "./fields";
import { countConditions, type Group } from "./tree";
import { ValueField } from "./ValueField";

type Props = { filter: Group; onChange: (filter: Group) => void; onClose: () => void };

const most = 50;
const deepest = 3;

// Leads who registered for a meeting are found from a registration: there is no list of meetings to choose from here.
const offered = Object.entries(fields).filter(([name]) => name !== "meeting");
const fieldOptions = () => [
  ...offered.map(([value, { label }]) => ({ value, label })),
  ...customFields().map((field) => ({
    value: customName(field),
    label: field.name,
    group: "Fields of your own",
  })),
];

export default function FilterPanel({ filter, onChange, onClose }: Props) {
  const [draft, setDraft] = useState<DraftGroup>(() => {
    const made = toDraft(filter);
    return made.items.length > 0 ? made : { ...made, items: [newRow("status")] };
  });
  const complete = fromDraft(draft);
  const text = JSON.stringify(complete);
  const shown = JSON.stringify(filter);

  // The list follows what is finished; a row that still lacks its value waits here.
  useEffect(() => {
    if (text === shown) return;
    const timer = setTimeout(() => onChange(JSON.parse(text) as Group), 250);
    return () => clearTimeout(timer);
  }, [text, shown, onChange]);

  const waiting = countRows(draft) - countConditions(complete);
  return (
    <div className="flex max-h-[min(36rem,75dvh)] flex-col">
      <div className="min-h-0 overflow-y-auto p-3 scroll-thin">
        <GroupEditor
          group={draft}
          depth={1}
          full={countRows(draft) >= most}
          onChange={(to) => setDraft(to ?? newGroup([], "all"))}
        />
      </div>
      <footer className="flex items-center gap-2 border-t border-line bg-sunken px-3 py-2 max-md:flex-wrap">
        <span role="status" className="flex-1 text-sm text-faint">
          {waiting > 0 && `${plural(waiting, "condition")} not finished`}
        </span>
        <Button size="sm" look="ghost" onClick={() => setDraft(newGroup([], "all"))}>
          Clear
        </Button>
        <Button size="sm" look="primary" onClick={onClose}>
          Done
        </Button>
      </footer>
    </div>
  );
}

const joins: Record<Join, string> = { all: "and", any: "or", none: "or" };

type GroupProps = {
  group: DraftGroup;
  depth: number;
  full: boolean;
  onChange: (to: DraftGroup | undefined) => void;
};

function GroupEditor({ group, depth, full, onChange }: GroupProps) {
  const set = (id: number, to: Draft | undefined) => onChange(change(group, id, to));
  const add = (item: Draft) => onChange({ ...group, items: [...group.items, item] });
  return (
    <div
      role="group"
      aria-label={depth === 1 ? "Conditions" : "Group of conditions"}
      className={cn("grid gap-2", depth > 1 && "rounded-md border border-line bg-sunken p-2.5")}
    >
      <div className="flex items-center gap-2 text-sm text-soft">
        Leads for which
        <Select
          slim
          label="How the conditions go together"
          value={group.join}
          onChange={(event) => onChange({ ...group, join: event.target.value as Join })}
        >
          <option value="all">all</option>
          <option value="any">any</option>
          {depth > 1 && <option value="none">none</option>}
        </Select>
        of these hold
        {depth > 1 && (
          <IconButton label="Remove the group" onClick={() => onChange(undefined)} className="ml-auto">
            <Trash2 className="size-4" aria-hidden="true" />
          </IconButton>
        )}
      </div>
      {group.items.map((item, index) => (
        <div key={item.id} className="flex items-start gap-2 max-md:flex-col">
          <span className="w-9 shrink-0 pt-1.5 text-right text-sm text-faint max-md:hidden">
            {index > 0 && joins[group.join]}
          </span>
          <div className="w-full min-w-0 flex-1">
            {isRow(item) ? (
              <RowEditor row={item} onChange={(to) => set(item.id, to)} />
            ) : (
              <GroupEditor group={item} depth={depth + 1} full={full} onChange={(to) => set(item.id, to)} />
            )}
          </div>
        </div>
      ))}
      <div className="flex flex-wrap gap-1 md:pl-11">
        <PickerButton
          label="Field"
          options={fieldOptions()}
          selected={[]}
          disabled={full}
          onPick={(field) => add(newRow(field))}
          className={addLook}
        >
          <Plus aria-hidden="true" /> Add a condition
        </PickerButton>
        {depth < deepest && (
          <button
            type="button"
            disabled={full}
            onClick={() => add(newGroup([newRow("status")]))}
            className={addLook}
          >
            <CornerDownRight aria-hidden="true" /> Add a group
          </button>
        )}
        {full && (
          <span className="px-2 pt-1.5 text-sm text-faint">A filter has {most} conditions at most.</span>
        )}
      </div>
    </div>
  );
}

const addLook =
  "flex h-8 items-center gap-1.5 rounded-md px-2 text-sm text-soft hover:bg-hover hover:text-ink disabled:opacity-50 max-md:h-11 [&_svg]:size-3.5";

function RowEditor({ row, onChange }: { row: DraftRow; onChange: (to: DraftRow | undefined) => void }) {
  const { condition } = row;
  const spec = fieldOf(condition.field);
  const set = (next: DraftRow["condition"]) => onChange({ ...row, condition: next });

  function setOp(op: string) {
    const fresh = blank(condition.field, op);
    const keeps = opOf(condition.field, op)?.operand === opOf(condition.field, condition.op)?.operand;
    set(keeps ? { ...condition, op } : fresh);
  }

  return (
    <div className="flex items-start gap-1.5 max-md:flex-wrap">
      <PickerButton
        label="Field"
        name={`Field: ${spec?.label ?? condition.field}`}
        options={fieldOptions()}
        selected={[condition.field]}
        onPick={(field) => field !== condition.field && set(blank(field))}
        className="h-8 w-34 shrink-0 truncate rounded-md border border-control bg-raised px-2.5 text-left text-sm shadow-card hover:border-soft max-md:h-11 max-md:flex-1"
      >
        {spec?.label ?? condition.field}
      </PickerButton>
      <Select
        slim
        label={`How ${spec?.label ?? condition.field} is compared`}
        value={condition.op}
        onChange={(event) => setOp(event.target.value)}
        className="w-36 shrink-0 max-md:flex-1"
      >
        {Object.entries(ops[spec?.kind ?? "text"]).map(([value, { words }]) => (
          <option key={value} value={value}>
            {words}
          </option>
        ))}
      </Select>
      <div className="min-w-0 flex-1 max-md:order-last max-md:basis-full">
        <ValueField condition={condition} onChange={(value) => set({ ...condition, value })} />
      </div>
      <IconButton
        label={`Remove the condition on ${spec?.label ?? condition.field}`}
        onClick={() => onChange(undefined)}
      >
        <Trash2 className="size-4" aria-hidden="true" />
      </IconButton>
    </div>
  );
}
