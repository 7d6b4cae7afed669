import { useQuery } from "@tanstack/react-query";
import { ArrowRightLeft, CircleDot, Tags, Trash2, UserRound, X } from "lucide-react";
import { useEffect, useRef, type ReactNode } from "react";
import { useSession } from "@/api/useSession";
import { bulkLimit, useBulk, useBulkRun, type BulkAction } from "@/features/leads/edit/bulk";
import { askLostReason } from "@/features/leads/edit/dialogs";
import { setOwner, setStage, setStatus } from "@/features/leads/edit/edits";
import * as choices from "@/features/leads/edit/options";
import { useTagCreation } from "@/features/leads/edit/useTagCreation";
import { countQuery, type Tag } from "@/features/leads/queries";
import { statuses } from "@/features/leads/statuses";
import { readOnly } from "@/features/leads/useCanWrite";
import { useWorkspace } from "@/features/leads/useWorkspaceNames";
import { formatCount } from "./LeadCount";
import type { useSelection } from "./useSelection";
import { IconButton } from "@/ui/Button";
import { PickerPopover, type Option } from "@/ui/Picker";

export type BulkTopic = "owner" | "stage" | "status" | "tags";

type Props = {
  selection: ReturnType<typeof useSelection>;
  /** How many leads the list has loaded, whether there are more, and what it asks for. */
  loaded: number;
  hasMore: boolean;
  filter: string | undefined;
  topic: BulkTopic | null;
  onTopic: (topic: BulkTopic | null) => void;
  editable: boolean;
};

export function BulkBar({ selection, loaded, hasMore, filter, topic, onTopic, editable }: Props) {
  const { chosen: leads, clear: onClear, everybody, left } = selection;
  const matching = useQuery(countQuery(filter)).data;
  const isRunning = useBulkRun() !== null;
  const canTakeAll = !everybody && hasMore && leads.length === Math.min(loaded, bulkLimit);
  const count = everybody && matching ? Math.max(0, matching.count - left) : leads.length;
  const shown = everybody && matching ? formatCount({ ...matching, count }) : count.toLocaleString("en");
  const workspace = useWorkspace();
  const me = useSession().member.id;
  const run = useBulk();
  function start(action: BulkAction, keep = false) {
    void run(selection.wanted, leads, action);
    if (!keep) onClear();
  }
  const tagAll = (tag: Tag) => {
    const on = !leads.every((lead) => lead.tags.some((each) => each.id === tag.id));
    start({ kind: "tag", tag, on }, true);
  };
  const onCreate = useTagCreation(tagAll);
  const common = <Value,>(values: Value[]) => values.filter((each, n) => n === values.indexOf(each));
  const same = (values: string[]) => (common(values).length === 1 ? common(values) : []);

  async function move(value: string) {
    const stage = choices.findStage(workspace, value);
    const who = `${shown} ${count === 1 ? "lead" : "leads"}`;
    const reason = stage?.kind === "lost" ? await askLostReason(who, stage.name) : null;
    if (reason === undefined) return;
    const edit = setStage(stage, workspace.pipelines, reason);
    start({ kind: "edit", edit, done: stage ? `moved to ${stage.name}` : "taken out of the pipeline" });
  }

  const picker = { topic, onTopic, disabled: !editable || isRunning };
  return (
    <section
      aria-label="Selected leads"
      className="absolute bottom-4 left-1/2 z-10 flex w-max max-w-[calc(100%-1.5rem)] -translate-x-1/2 animate-rise items-center gap-0.5 overflow-x-auto rounded-xl bg-raised p-1.5 pl-4 shadow-modal"
    >
      <span role="status" className="mr-2 text-sm font-medium whitespace-nowrap tabular-nums">
        {everybody ? `All ${shown} selected` : `${shown} selected`}
      </span>
      {canTakeAll && matching && (
        <button type="button" onClick={selection.takeEverybody} className={`${actionLook} text-accent-text!`}>
          Select all {formatCount(matching)}
          {filter && " that match"}
        </button>
      )}
      {!editable && <span className="mr-2 text-sm whitespace-nowrap text-faint">{readOnly}</span>}
      <Action
        {...picker}
        name="status"
        label="Status"
        icon={<CircleDot />}
        options={choices.statusOptions}
        selected={same(leads.map((lead) => lead.status))}
        onPick={(value) => {
          if (!choices.isStatus(value)) return;
          start({ kind: "edit", edit: setStatus(value), done: `now ${statuses[value].label}` });
        }}
      />
      <Action
        {...picker}
        name="stage"
        label="Stage"
        icon={<ArrowRightLeft />}
        options={choices.stageOptions(workspace)}
        selected={same(leads.map((lead) => lead.stage?.id ?? choices.nothing))}
        onPick={(value) => void move(value)}
      />
      <Action
        {...picker}
        name="owner"
        label="Assign"
        icon={<UserRound />}
        options={choices.memberOptions(workspace, me)}
        selected={same(leads.map((lead) => lead.owner?.id ?? choices.nothing))}
        onPick={(value) => {
          const owner = workspace.members.find((each) => each.id === value) ?? null;
          const done = owner ? `assigned to ${owner.name}` : "without an owner";
          start({ kind: "edit", edit: setOwner(owner), done });
        }}
      />
      <Action
        {...picker}
        name="tags"
        label="Tag"
        icon={<Tags />}
        options={choices.tagOptions(workspace)}
        selected={workspace.tags
          .filter((tag) => leads.every((lead) => lead.tags.some((each) => each.id === tag.id)))
          .map((tag) => tag.id)}
        onCreate={onCreate}
        onPick={(value) => {
          const tag = workspace.tags.find((each) => each.id === value);
          if (tag) tagAll(tag);
        }}
      />
      <button
        type="button"
        disabled={picker.disabled}
        onClick={() => start({ kind: "delete" })}
        className={`${actionLook} text-danger-text! hover:bg-danger-wash!`}
      >
        <Trash2 aria-hidden="true" /> Delete
      </button>
      <span className="mx-1 h-5 border-l border-line" />
      <IconButton label="Clear the selection" onClick={onClear}>
        <X className="size-4" aria-hidden="true" />
      </IconButton>
    </section>
  );
}

const actionLook =
  "flex h-8 shrink-0 items-center gap-1.5 rounded-md px-2.5 text-sm font-medium text-soft hover:bg-hover hover:text-ink aria-expanded:bg-hover disabled:opacity-50 max-md:h-11 [&_svg]:size-4";

type ActionProps = {
  name: BulkTopic;
  topic: BulkTopic | null;
  onTopic: (topic: BulkTopic | null) => void;
  disabled: boolean;
  label: string;
  icon: ReactNode;
  options: Option[];
  selected: string[];
  onPick: (value: string) => void;
  onCreate?: ((name: string) => void) | undefined;
};

function Action({ name, topic, onTopic, disabled, label, icon, ...list }: ActionProps) {
  const anchor = useRef<HTMLButtonElement>(null);
  const isOpen = topic === name && !disabled;
  const wasOpen = useRef(false);
  useEffect(() => {
    if (wasOpen.current && !isOpen) anchor.current?.focus({ preventScroll: true });
    wasOpen.current = isOpen;
  }, [isOpen]);
  return (
    <>
      <button
        ref={anchor}
        type="button"
        disabled={disabled}
        aria-haspopup="listbox"
        aria-expanded={isOpen}
        onClick={() => onTopic(isOpen ? null : name)}
        className={actionLook}
      >
        {icon} {label}
      </button>
      {isOpen && (
        <PickerPopover
          {...list}
          label={label}
          anchor={anchor}
          placement="top-start"
          onClose={() => onTopic(null)}
        />
      )}
    </>
  );
}
