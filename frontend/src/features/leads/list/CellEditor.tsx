import { useRef, useState } from "react";
import { useSession } from "@/api/useSession";
import { setName, setOwner, setStatus, setTeam, setText, setValue } from "@/features/leads/edit/edits";
import * as choices from "@/features/leads/edit/options";
import { useLeadEdits } from "@/features/leads/edit/save";
import { useTagCreation } from "@/features/leads/edit/useTagCreation";
import type { LeadSummary } from "@/features/leads/queries";
import { useCurrency, useWorkspace } from "@/features/leads/useWorkspaceNames";
import { amountText, parseAmount } from "@/lib/money";
import { Floating } from "@/ui/Floating";
import { PickerPopover } from "@/ui/Picker";
import { customFieldOf } from "@/api/fields";
import { CustomCellEditor } from "@/features/leads/fields/CustomCellEditor";
import { columnOf, type CellTarget } from "./columns";

type Props = { lead: LeadSummary; target: CellTarget; onClose: () => void };

/** One editor for the whole table, placed where the cell is. */
export default function CellEditor({ lead, target, onClose }: Props) {
  const kind = columnOf(target.column).edit;
  if (target.column === "display_name") return <NameEditor lead={lead} target={target} onClose={onClose} />;
  if (kind === "custom") return <CustomEditor lead={lead} target={target} onClose={onClose} />;
  if (kind === "text" || kind === "value")
    return <TextEditor lead={lead} target={target} onClose={onClose} />;
  return <ChoiceEditor lead={lead} target={target} onClose={onClose} />;
}

function useClose({ target, onClose }: Props) {
  const anchor = useRef<HTMLElement | null>(target.anchor);
  const close = () => {
    onClose();
    target.anchor.focus({ preventScroll: true });
  };
  return { anchor, close };
}

function CustomEditor(props: Props) {
  const { anchor, close } = useClose(props);
  const field = customFieldOf(props.target.column);
  if (!field) return null;
  const { width } = props.target.anchor.getBoundingClientRect();
  return <CustomCellEditor lead={props.lead} field={field} anchor={anchor} width={width} onClose={close} />;
}

function ChoiceEditor(props: Props) {
  const { lead, target } = props;
  const { anchor, close } = useClose(props);
  const edits = useLeadEdits();
  const workspace = useWorkspace();
  const me = useSession().member.id;
  const onCreate = useTagCreation((tag) => void edits.tag(lead.id, tag, true));
  const common = { anchor, onClose: close };
  switch (columnOf(target.column).edit) {
    case "status":
      return (
        <PickerPopover
          {...common}
          label="Change the status"
          options={choices.statusOptions}
          selected={[lead.status]}
          onPick={(value) => choices.isStatus(value) && void edits.save(lead.id, setStatus(value))}
        />
      );
    case "stage":
      return (
        <PickerPopover
          {...common}
          label="Change the stage"
          options={choices.stageOptions(workspace)}
          selected={[lead.stage?.id ?? choices.nothing]}
          onPick={(value) =>
            void edits.move(lead.id, choices.findStage(workspace, value), workspace.pipelines)
          }
        />
      );
    case "owner":
      return (
        <PickerPopover
          {...common}
          label="Assign to"
          options={choices.memberOptions(workspace, me)}
          selected={[lead.owner?.id ?? choices.nothing]}
          onPick={(value) => {
            const owner = workspace.members.find((each) => each.id === value) ?? null;
            void edits.save(lead.id, setOwner(owner));
          }}
        />
      );
    case "team":
      return (
        <PickerPopover
          {...common}
          label="Give to a team"
          options={choices.teamOptions(workspace)}
          selected={[lead.team?.id ?? choices.nothing]}
          onPick={(value) => {
            const team = workspace.teams.find((each) => each.id === value) ?? null;
            void edits.save(lead.id, setTeam(team));
          }}
        />
      );
    default:
      return (
        <PickerPopover
          {...common}
          label="Tags"
          multiple
          options={choices.tagOptions(workspace)}
          selected={lead.tags.map((tag) => tag.id)}
          onCreate={onCreate}
          empty="No tags yet."
          onPick={(value) => {
            const tag = workspace.tags.find((each) => each.id === value);
            if (tag) void edits.tag(lead.id, tag, !lead.tags.some((each) => each.id === tag.id));
          }}
        />
      );
  }
}

const boxLook =
  "h-9 w-full min-w-0 rounded-sm bg-raised px-2.5 text-base text-ink outline-2 outline-offset-0 outline-accent-text";

function TextEditor(props: Props) {
  const { lead, target } = props;
  const { anchor, close } = useClose(props);
  const edits = useLeadEdits();
  const usual = useCurrency();
  const currency = lead.value?.currency ?? usual;
  const isMoney = target.column === "value";
  const field = target.column === "title" ? "title" : "company";
  const before = isMoney ? (lead.value ? amountText(lead.value) : "") : (lead[field] ?? "");
  const [text, setTextValue] = useState(before);
  const amount = isMoney && text.trim() ? parseAmount(text, currency) : undefined;
  const isWrong = isMoney && text.trim() !== "" && amount === undefined;
  const width = Math.max(target.anchor.getBoundingClientRect().width, 168);

  function save() {
    if (isWrong) return;
    close();
    if (text.trim() === before) return;
    const value = amount === undefined ? null : { amount_minor: amount, currency };
    void edits.save(lead.id, isMoney ? setValue(value) : setText(field, text));
  }

  return (
    <Floating
      anchor={anchor}
      placement="over"
      onDismiss={save}
      onEscape={close}
      className="rounded-sm shadow-float"
      style={{ width }}
    >
      <input
        data-autofocus
        aria-label={`${columnOf(target.column).label} of ${lead.display_name}${isMoney ? ` in ${currency}` : ""}`}
        aria-invalid={isWrong || undefined}
        value={text}
        maxLength={200}
        inputMode={isMoney ? "decimal" : "text"}
        onFocus={(event) => event.currentTarget.select()}
        onChange={(event) => setTextValue(event.target.value)}
        onKeyDown={(event) => {
          if (event.key !== "Enter" && event.key !== "Tab") return;
          event.preventDefault();
          save();
        }}
        className={isWrong ? `${boxLook} outline-danger!` : boxLook}
      />
    </Floating>
  );
}

function NameEditor(props: Props) {
  const { lead } = props;
  const { anchor, close } = useClose(props);
  const edits = useLeadEdits();
  const [first, setFirst] = useState(lead.first_name ?? "");
  const [last, setLast] = useState(lead.last_name ?? "");

  function save() {
    close();
    void edits.save(lead.id, setName(first, last));
  }

  return (
    <Floating
      anchor={anchor}
      onDismiss={close}
      className="w-72 animate-pop rounded-lg bg-raised! p-3 shadow-float"
      role="group"
      aria-label="Rename"
    >
      <form
        className="grid gap-2"
        onSubmit={(event) => {
          event.preventDefault();
          save();
        }}
      >
        <input
          data-autofocus
          aria-label="First name"
          placeholder="First name"
          value={first}
          maxLength={100}
          onChange={(event) => setFirst(event.target.value)}
          className={inputSlim}
        />
        <input
          aria-label="Last name"
          placeholder="Last name"
          value={last}
          maxLength={100}
          onChange={(event) => setLast(event.target.value)}
          className={inputSlim}
        />
        <button
          type="submit"
          className="h-8 justify-self-end rounded-md bg-accent px-3 text-sm font-medium text-on-accent hover:bg-accent-hover max-md:h-11"
        >
          Save
        </button>
      </form>
    </Floating>
  );
}

const inputSlim =
  "h-9 w-full rounded-md border border-control bg-raised px-2.5 text-base text-ink placeholder:text-faint focus:border-accent-text focus:outline-2 focus:outline-offset-0 focus:outline-accent-text/35 max-md:h-11";
