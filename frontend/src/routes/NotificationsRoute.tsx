import { useNavigate, useSearch } from "@tanstack/react-router";
import { NotificationsPage } from "@/features/notifications/NotificationsPage";

export function NotificationsRoute() {
  const navigate = useNavigate();
  const { unread } = useSearch({ from: "/app/notifications" });
  return (
    <NotificationsPage
      unread={unread === "1"}
      onUnread={(only) =>
        void navigate({ to: "/notifications", search: only ? { unread: "1" } : {}, replace: true })
      }
    />
  );
}
