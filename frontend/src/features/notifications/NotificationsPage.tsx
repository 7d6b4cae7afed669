import { useInfiniteQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { BellRing, Settings2 } from "lucide-react";
import { PageHeader } from "@/components/PageHeader";
import { useShortcuts } from "@/components/useShortcuts";
import { button } from "@/ui/button";
import { Button } from "@/ui/Button";
import { Checkbox } from "@/ui/Checkbox";
import { EmptyState } from "@/ui/EmptyState";
import { Skeleton } from "@/ui/Skeleton";
import { NotificationList } from "./NotificationList";
import { notificationsQuery } from "./queries";
import { useNotificationEdits } from "./useNotifications";
import { ScrollArea } from "@/ui/ScrollArea";

type Props = { unread: boolean; onUnread: (unread: boolean) => void };

function step(by: 1 | -1) {
  const links = [...document.querySelectorAll<HTMLElement>("main [data-notification]")];
  const at = links.findIndex((each) => each.closest("li")?.contains(document.activeElement));
  links[Math.max(0, Math.min(links.length - 1, at + by))]?.focus();
}

export function NotificationsPage({ unread, onUnread }: Props) {
  const list = useInfiniteQuery(notificationsQuery(unread));
  const { markAll } = useNotificationEdits();
  useShortcuts({ j: () => step(1), k: () => step(-1) });
  if (list.error && !list.data) throw list.error;
  const items = list.data?.pages.flatMap((page) => page.items) ?? [];
  const [newest] = items;
  return (
    <div className="flex h-full flex-col">
      <PageHeader title="Notifications">
        {newest && items.some((each) => !each.read_at) && (
          <Button size="sm" onClick={() => markAll(newest)}>
            Mark all as read
          </Button>
        )}
        <Link
          to="/settings/$section"
          params={{ section: "notifications" }}
          aria-label="Notification settings"
          className={button({ look: "ghost", size: "icon" })}
        >
          <Settings2 className="size-4" aria-hidden="true" />
        </Link>
      </PageHeader>
      <div className="flex h-11 shrink-0 items-center border-b border-line px-4 max-md:h-13 md:px-6">
        <label className="flex min-h-8 items-center gap-2 text-sm text-soft max-md:min-h-11">
          <Checkbox
            label="Only what is unread"
            checked={unread}
            onChange={(event) => onUnread(event.target.checked)}
          />
          Only what is unread
        </label>
      </div>
      <ScrollArea className="flex-1">
        <div className="mx-auto max-w-3xl px-1 py-3 md:px-6">
          {list.isPending ? (
            <div role="status" className="grid gap-3 p-3">
              <span className="sr-only">Loading</span>
              <Skeleton className="h-11" />
              <Skeleton className="h-11" />
              <Skeleton className="h-11" />
            </div>
          ) : items.length === 0 ? (
            <EmptyState
              icon={<BellRing aria-hidden="true" />}
              title={unread ? "Everything is read" : "Nothing yet"}
              action={unread && <Button onClick={() => onUnread(false)}>Show all</Button>}
            >
              {!unread && "Mentions, leads and tasks that are given to you appear here."}
            </EmptyState>
          ) : (
            <NotificationList items={items} />
          )}
          {list.hasNextPage && (
            <div className="grid justify-center py-4">
              <Button pending={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
                Show earlier
              </Button>
            </div>
          )}
        </div>
      </ScrollArea>
    </div>
  );
}
