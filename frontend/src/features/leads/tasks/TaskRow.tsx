import { Link } from "@tanstack/react-router";
import { Check, Ellipsis, Flag, Pencil, Trash2 } from "lucide-react";
import { useSession } from "@/api/useSession";
import { openTask } from "@/features/leads/edit/dialogs";
import { useRefused } from "@/features/leads/edit/marks";
import { useCanWrite } from "@/features/leads/useCanWrite";
import { cn } from "@/lib/cn";
import { formatExact } from "@/lib/format";
import { useNow } from "@/lib/useNow";
import { Avatar } from "@/ui/Avatar";
import { Menu, MenuItem } from "@/ui/Menu";
import { Tooltip } from "@/ui/Tooltip";
import { dueGroup, dueWords } from "./due";
import type { Task } from "./queries";
import { useTaskEdits } from "./useTaskEdits";

type Props = { task: Task; /** Where the lead is not what the page is about. */ withLead?: boolean };

/** The box is the row's stop for the keyboard: Space or x ticks it, e edits, Enter opens the lead. */
export function TaskRow({ task, withLead }: Props) {
  const edits = useTaskEdits();
  const canWrite = useCanWrite();
  const isRefused = useRefused(task.id);
  const done = task.completed_at !== null;
  return (
    <li
      data-task={task.id}
      className={cn(
        "group relative flex items-start gap-1 border-b border-hairline py-1.5 pr-1 last:border-0",
        isRefused && "animate-refused",
      )}
    >
      <button
        type="button"
        role="checkbox"
        aria-checked={done}
        aria-label={`Done: ${task.title}`}
        disabled={!canWrite}
        data-box=""
        onClick={() => void edits.complete(task, !done)}
        className="-my-0.5 grid size-8 shrink-0 place-items-center rounded-md max-md:size-11 max-md:-my-1.5"
      >
        <span
          className={cn(
            "grid size-4.5 place-items-center rounded-full border-[1.5px] transition-colors",
            done ? "border-good-text bg-good-wash text-good-text" : "border-control hover:border-accent-text",
          )}
        >
          {done && <Check className="size-3" strokeWidth={3} aria-hidden="true" />}
        </span>
      </button>
      <div className="min-w-0 flex-1 py-0.5">
        <div className="flex flex-wrap items-center gap-x-2.5 gap-y-0.5">
          <bdi
            className={cn("text-base font-medium", done ? "text-faint line-through" : "text-ink")}
            dir="auto"
          >
            {task.title}
          </bdi>
          {task.priority === "high" && !done && (
            <span className="flex items-center gap-1 text-xs font-medium text-danger-text">
              <Flag className="size-3" aria-hidden="true" /> High
            </span>
          )}
          {task.priority === "low" && !done && <span className="text-xs text-faint">Low</span>}
        </div>
        {task.detail && (
          <p className="line-clamp-2 text-sm whitespace-pre-line text-soft" dir="auto">
            {task.detail}
          </p>
        )}
        <div className="flex flex-wrap items-center gap-x-3">
          {withLead && (
            <Link
              to="/leads/$leadId"
              params={{ leadId: task.lead.id }}
              className="inline-flex min-h-6 max-w-full items-center truncate rounded-xs text-sm text-soft hover:text-ink hover:underline"
            >
              <bdi className="truncate">{task.lead.display_name}</bdi>
            </Link>
          )}
          <span className="sm:hidden">
            <Due task={task} />
          </span>
        </div>
      </div>
      <div className="flex h-7 shrink-0 items-center gap-2">
        <span className="max-sm:hidden">
          <Due task={task} />
        </span>
        {task.assignee && (
          <Tooltip text={task.assignee.name} className="max-sm:hidden">
            <Avatar name={task.assignee.name} />
            <span className="sr-only">Assigned to {task.assignee.name}</span>
          </Tooltip>
        )}
        {canWrite && (
          <Menu
            label={`More about ${task.title}`}
            placement="bottom-end"
            triggerClass="grid size-7 place-items-center rounded-md text-faint hover:bg-hover hover:text-ink aria-expanded:bg-hover max-md:size-11"
            trigger={<Ellipsis className="size-4" aria-hidden="true" />}
          >
            <MenuItem icon={<Pencil aria-hidden="true" />} onSelect={() => openTask(task.lead, task)}>
              Edit
            </MenuItem>
            <MenuItem icon={<Trash2 aria-hidden="true" />} onSelect={() => void edits.remove(task)}>
              Delete
            </MenuItem>
          </Menu>
        )}
      </div>
    </li>
  );
}

function Due({ task }: { task: Task }) {
  const now = useNow();
  const { time_zone: zone } = useSession().workspace;
  const at = task.completed_at ?? task.due_at;
  if (!at) return null;
  const group = task.completed_at ? undefined : dueGroup(at, now, zone);
  return (
    <Tooltip text={formatExact(new Date(at))}>
      <time
        dateTime={at}
        className={cn(
          "text-sm whitespace-nowrap tabular-nums",
          group === "overdue"
            ? "font-medium text-danger-text"
            : group === "today"
              ? "font-medium text-warn-text"
              : "text-faint",
        )}
      >
        {group === "overdue" && <span className="sr-only">Overdue, due </span>}
        {task.completed_at && "Done "}
        {dueWords(at, now, zone)}
      </time>
    </Tooltip>
  );
}
