import { useInfiniteQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { Settings2 } from "lucide-react";
import { useEffect, useRef } from "react";
import { messageFor } from "@/api/problem";
import { button } from "@/ui/button";
import { Button } from "@/ui/Button";
import { Skeleton } from "@/ui/Skeleton";
import { NotificationList } from "./NotificationList";
import { notificationsQuery } from "./queries";
import { useNotificationEdits } from "./useNotifications";

const shownAtMost = 8;

export default function NotificationPopover({ onClose }: { onClose: () => void }) {
  const box = useRef<HTMLDivElement>(null);
  const list = useInfiniteQuery(notificationsQuery());
  const { markAll } = useNotificationEdits();
  const items = list.data?.pages[0]?.items ?? [];
  const [newest] = items;
  const isLoaded = list.isSuccess;
  useEffect(() => {
    const first = box.current?.querySelector<HTMLElement>("[data-notification]");
    (first ?? box.current)?.focus({ preventScroll: true });
  }, [isLoaded]);
  return (
    <div ref={box} tabIndex={-1} className="outline-none">
      <div className="flex h-11 items-center gap-1 border-b border-line pr-2 pl-4">
        <h2 className="flex-1 text-sm font-semibold">Notifications</h2>
        {newest && items.some((each) => !each.read_at) && (
          <Button size="sm" look="ghost" onClick={() => markAll(newest)}>
            Mark all as read
          </Button>
        )}
        <Link
          to="/settings/$section"
          params={{ section: "notifications" }}
          aria-label="Notification settings"
          onClick={onClose}
          className={button({ look: "ghost", size: "icon" })}
        >
          <Settings2 className="size-4" aria-hidden="true" />
        </Link>
      </div>
      <div className="max-h-[min(28rem,60dvh)] overflow-y-auto scroll-thin">
        {list.isPending ? (
          <div className="grid gap-3 p-4" aria-busy="true">
            <Skeleton className="h-9" />
            <Skeleton className="h-9" />
          </div>
        ) : !list.data ? (
          <p role="alert" className="p-4 text-base text-danger-text">
            {messageFor(list.error)}{" "}
            <button type="button" className="font-medium underline" onClick={() => void list.refetch()}>
              Try again
            </button>
          </p>
        ) : items.length === 0 ? (
          <p className="px-6 py-10 text-center text-base text-faint">
            Nothing yet. Mentions, leads and tasks that are given to you appear here.
          </p>
        ) : (
          <NotificationList items={items.slice(0, shownAtMost)} onFollow={onClose} />
        )}
      </div>
      {items.length > 0 && (
        <div className="border-t border-line bg-sunken p-1.5">
          <Link
            to="/notifications"
            onClick={onClose}
            className={button({ look: "ghost", size: "sm", wide: true })}
          >
            See all
          </Link>
        </div>
      )}
    </div>
  );
}
