import { useQueryClient, type InfiniteData } from "@tanstack/react-query";
import { useCallback, useMemo } from "react";
import type { LiveMessage } from "@/api/live";
import { messageFor } from "@/api/problem";
import { key } from "@/api/query";
import { useLiveMessages } from "@/components/Live";
import { toast } from "@/ui/toast";
import { readUntil, setRead, unreadQuery, type Notification } from "./queries";

type List = InfiniteData<{ items: Notification[]; next_cursor: string | null }>;
type Unread = { count: number; capped: boolean };

const listKey = key.all("/api/v1/notifications");

/** What is read or unread is shown at once, and put back where it was refused. */
export function useNotificationEdits() {
  const queryClient = useQueryClient();
  return useMemo(() => {
    function show(change: (each: Notification) => Notification, count: (now: number) => number) {
      const lists = queryClient.getQueriesData<List>({ queryKey: listKey });
      const unread = queryClient.getQueryData<Unread>(unreadQuery.queryKey);
      queryClient.setQueriesData<List>(
        { queryKey: listKey },
        (list) =>
          list && {
            ...list,
            pages: list.pages.map((each) => ({ ...each, items: each.items.map(change) })),
          },
      );
      queryClient.setQueryData<Unread>(
        unreadQuery.queryKey,
        (now) => now && { ...now, count: Math.max(0, count(now.count)) },
      );
      return () => {
        for (const [queryKey, list] of lists) queryClient.setQueryData(queryKey, list);
        queryClient.setQueryData(unreadQuery.queryKey, unread);
      };
    }

    async function attempt(send: () => Promise<void>, takeBack: () => void) {
      await queryClient.cancelQueries({ queryKey: listKey });
      try {
        await send();
      } catch (error) {
        takeBack();
        toast(`Not saved. ${messageFor(error)}`, "danger");
      }
      void queryClient.invalidateQueries({ queryKey: unreadQuery.queryKey });
    }

    return {
      mark: (notification: Notification, read: boolean) => {
        if ((notification.read_at !== null) === read) return;
        const read_at = read ? new Date().toISOString() : null;
        const takeBack = show(
          (each) => (each.id === notification.id ? { ...each, read_at } : each),
          (now) => now + (read ? -1 : 1),
        );
        void attempt(() => setRead(notification.id, read), takeBack);
      },
      markAll: (newest: Notification) => {
        const read_at = new Date().toISOString();
        const takeBack = show(
          (each) => ({ ...each, read_at: each.read_at ?? read_at }),
          () => 0,
        );
        void attempt(() => readUntil(newest.id), takeBack);
      },
    };
  }, [queryClient]);
}

/** Reads them again when the stream says that there is one, and when it may have missed one. */
export function useNotificationsLive(onNew: () => void) {
  const queryClient = useQueryClient();
  useLiveMessages(
    useCallback(
      ({ kind }: LiveMessage) => {
        if (kind !== "notification" && kind !== "resync") return;
        void queryClient.invalidateQueries({ queryKey: listKey });
        void queryClient.invalidateQueries({ queryKey: unreadQuery.queryKey });
        if (kind === "notification") onNew();
      },
      [queryClient, onNew],
    ),
  );
}
