import { Link } from "@tanstack/react-router";
import { AtSign, Bell, CalendarClock, ListPlus, UserRound, UserRoundPlus } from "lucide-react";
import type { KeyboardEvent, ReactNode } from "react";
import { cn } from "@/lib/cn";
import { plural } from "@/lib/format";
import { TimeAgo } from "@/ui/TimeAgo";
import type { Notification } from "./queries";
import { useNotificationEdits } from "./useNotifications";

const icons = {
  assigned: UserRound,
  mentioned: AtSign,
  task_assigned: ListPlus,
  task_due: CalendarClock,
  captured: UserRoundPlus,
} satisfies Record<Notification["kind"], typeof Bell>;

const Name = ({ children }: { children: string | undefined }) => (
  <bdi className="font-medium text-ink">{children}</bdi>
);

function sentence({ kind, actor, lead, task, others }: Notification): ReactNode {
  const who = actor ? <Name>{actor.name}</Name> : "Cloop";
  const about = (
    <>
      <Name>{lead.display_name}</Name>
      {others > 0 && ` and ${plural(others, "more lead")}`}
    </>
  );
  switch (kind) {
    case "assigned":
      return (
        <>
          {who} assigned {about} to you
        </>
      );
    case "mentioned":
      return (
        <>
          {who} mentioned you in a note on {about}
        </>
      );
    case "task_assigned":
      return (
        <>
          {who} gave you {task ? <Name>{task.title}</Name> : "a task"} to do for {about}
        </>
      );
    case "task_due":
      return (
        <>
          {task ? <Name>{task.title}</Name> : "A task"} for {about} is due
        </>
      );
    case "captured":
      return (
        <>
          {about} registered and {others > 0 ? "are leads" : "is a lead"} of yours
        </>
      );
  }
}

/** Up and down go from one to the next; each is a link to its lead. */
function onArrows(event: KeyboardEvent<HTMLUListElement>) {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (!step) return;
  const links = [...event.currentTarget.querySelectorAll<HTMLElement>("[data-notification]")];
  const at = links.findIndex((each) => each.closest("li")?.contains(document.activeElement));
  event.preventDefault();
  links[Math.max(0, Math.min(links.length - 1, at + step))]?.focus();
}

type Props = { items: Notification[]; onFollow?: () => void };

export function NotificationList({ items, onFollow }: Props) {
  const { mark } = useNotificationEdits();
  return (
    <ul onKeyDown={onArrows}>
      {items.map((each) => {
        const Icon = icons[each.kind];
        const unread = each.read_at === null;
        const content = (
          <>
            <span
              className={cn(
                "mt-0.5 grid size-7 shrink-0 place-items-center rounded-full",
                unread ? "bg-accent-wash text-accent-text" : "bg-pressed text-faint",
              )}
            >
              <Icon className="size-3.5" aria-hidden="true" />
            </span>
            <span className="min-w-0 flex-1">
              {unread && <span className="sr-only">Unread: </span>}
              <span className="block text-base text-soft">{sentence(each)}</span>
              <span className="text-sm text-faint">
                <TimeAgo at={each.created_at} />
              </span>
            </span>
          </>
        );
        const look =
          "flex min-w-0 flex-1 items-start gap-3 rounded-md py-2.5 pr-1 pl-3 outline-offset-[-2px]!";
        return (
          <li
            key={each.id}
            className="flex items-start border-b border-hairline pr-2 last:border-0 hover:bg-hover"
          >
            <Link
              to="/leads/$leadId"
              params={{ leadId: each.lead.id }}
              data-notification=""
              onClick={() => {
                mark(each, true);
                onFollow?.();
              }}
              className={look}
            >
              {content}
            </Link>
            <button
              type="button"
              aria-label={unread ? "Mark as read" : "Mark as unread"}
              title={unread ? "Mark as read" : "Mark as unread"}
              onClick={() => mark(each, unread)}
              className="group/dot mt-1.5 grid size-8 shrink-0 place-items-center rounded-md hover:bg-pressed max-md:size-11"
            >
              <span
                className={cn(
                  "size-2 rounded-full",
                  unread
                    ? "bg-accent"
                    : "border-[1.5px] border-control opacity-0 group-hover/dot:opacity-100 group-focus-visible/dot:opacity-100 max-md:opacity-100",
                )}
              />
            </button>
          </li>
        );
      })}
    </ul>
  );
}
