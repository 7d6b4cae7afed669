import { useQuery } from "@tanstack/react-query";
import { Bell } from "lucide-react";
import { lazy, Suspense, useCallback, useRef, useState } from "react";
import { Floating, type Placement } from "@/ui/Floating";
import { unreadQuery } from "./queries";
import { useNotificationsLive } from "./useNotifications";

const NotificationPopover = lazy(() => import("./NotificationPopover"));

/** Keeps the count true; the list behind it is only fetched when somebody looks. */
export function NotificationBell({ placement }: { placement: Placement }) {
  const anchor = useRef<HTMLButtonElement>(null);
  const [open, setOpen] = useState(false);
  const [announcement, setAnnouncement] = useState("");
  const { data } = useQuery(unreadQuery);
  useNotificationsLive(
    useCallback(() => setAnnouncement((now) => (now === "" ? "New notification" : "")), []),
  );
  const count = data?.count ?? 0;
  const shown = count > 99 || data?.capped ? "99+" : `${count}`;
  const close = () => setOpen(false);
  return (
    <>
      <button
        ref={anchor}
        type="button"
        aria-label={count > 0 ? `Notifications, ${shown} unread` : "Notifications"}
        aria-haspopup="dialog"
        aria-expanded={open}
        onClick={() => setOpen(!open)}
        className="relative grid size-8 shrink-0 place-items-center rounded-md text-faint hover:bg-hover hover:text-ink aria-expanded:bg-hover aria-expanded:text-ink max-md:size-11"
      >
        <Bell className="size-4.5" aria-hidden="true" />
        {count > 0 && (
          <span
            aria-hidden="true"
            className="absolute -top-0.5 -right-1 grid h-4 min-w-4 place-items-center rounded-full bg-accent px-1 text-[0.625rem] font-semibold text-on-accent tabular-nums ring-2 ring-canvas max-md:top-1 max-md:right-1"
          >
            {shown}
          </span>
        )}
      </button>
      <span role="status" className="sr-only">
        {announcement}
      </span>
      {open && (
        <Floating
          anchor={anchor}
          placement={placement}
          onDismiss={close}
          role="dialog"
          aria-label="Notifications"
          className="w-[min(25rem,calc(100vw-1rem))] animate-pop overflow-clip rounded-lg bg-raised! shadow-float"
        >
          <Suspense fallback={<div className="h-40" />}>
            <NotificationPopover onClose={close} />
          </Suspense>
        </Floating>
      )}
    </>
  );
}
