import { useQueryClient, type InfiniteData, type QueryClient } from "@tanstack/react-query";
import { useMemo } from "react";
import { messageFor } from "@/api/problem";
import { useSession } from "@/api/useSession";
import { activitiesQuery, type Activity } from "@/features/leads/queries";
import { toast, toastUndo } from "@/ui/toast";
import { createNote, deleteNote, pinnedQuery, restoreNote, updateNote, type Note } from "./queries";

type Entries = InfiniteData<{ items: Activity[]; next_cursor: string | null }>;
type Pinned = { items: Note[]; next_cursor: string | null };

const pendingPrefix = "pending ";
/** Shown already, and on its way to the server. */
export const isPending = ({ id }: Note) => id.startsWith(pendingPrefix);

/** Shows a note as it is now, or without its words, wherever the lead shows it. */
function show(queryClient: QueryClient, leadId: string, noteId: string, note: Note | null) {
  queryClient.setQueryData<Entries>(
    activitiesQuery(leadId).queryKey,
    (list) =>
      list && {
        ...list,
        pages: list.pages.map((page) => ({
          ...page,
          items: page.items.map((each) => (each.note?.id === noteId ? { ...each, note } : each)),
        })),
      },
  );
  queryClient.setQueryData<Pinned>(pinnedQuery(leadId).queryKey, (list) => {
    if (!list) return list;
    const rest = list.items.filter((each) => each.id !== noteId);
    return { ...list, items: note?.pinned ? [note, ...rest] : rest };
  });
}

/** Everything one does to the notes of a lead: shown at once, and taken back where it was refused. */
export function useNoteEdits(leadId: string) {
  const queryClient = useQueryClient();
  const { member, user } = useSession();
  const me = member.id;
  const name = user.name;
  return useMemo(() => {
    const refresh = () => {
      void queryClient.invalidateQueries({ queryKey: activitiesQuery(leadId).queryKey });
      void queryClient.invalidateQueries({ queryKey: pinnedQuery(leadId).queryKey });
    };

    async function attempt(what: string, before: Note, run: () => Promise<unknown>) {
      try {
        await run();
        return true;
      } catch (error) {
        show(queryClient, leadId, before.id, before);
        toast(`${what} ${messageFor(error)}`, "danger");
        return false;
      } finally {
        refresh();
      }
    }

    async function change(note: Note, body: { body?: string; pinned?: boolean }) {
      show(queryClient, leadId, note.id, { ...note, ...body });
      return attempt("Not saved.", note, async () =>
        show(queryClient, leadId, note.id, await updateNote(note, body)),
      );
    }

    return {
      change,
      create: async (body: string, idempotencyKey: string) => {
        const at = new Date().toISOString();
        const note: Note = {
          id: `${pendingPrefix}${idempotencyKey}`,
          lead_id: leadId,
          version: 0,
          body,
          author: { id: me, name },
          pinned: false,
          mentions: [],
          created_at: at,
          edited_at: null,
        };
        const entry = {
          id: note.id,
          kind: "note_added",
          actor: { kind: "member", name },
          occurred_at: at,
          detail: {},
          note,
        } as Activity;
        const { queryKey } = activitiesQuery(leadId);
        await queryClient.cancelQueries({ queryKey });
        queryClient.setQueryData<Entries>(queryKey, (list) => {
          const [top, ...rest] = list?.pages ?? [];
          return list && top && { ...list, pages: [{ ...top, items: [entry, ...top.items] }, ...rest] };
        });
        try {
          const saved = await createNote(leadId, body, idempotencyKey);
          show(queryClient, leadId, note.id, saved);
          return true;
        } catch (error) {
          queryClient.setQueryData<Entries>(
            queryKey,
            (list) =>
              list && {
                ...list,
                pages: list.pages.map((page) => ({
                  ...page,
                  items: page.items.filter((each) => each.id !== note.id),
                })),
              },
          );
          toast(`The note was not saved. ${messageFor(error)}`, "danger");
          return false;
        } finally {
          refresh();
        }
      },
      remove: async (note: Note) => {
        show(queryClient, leadId, note.id, null);
        const done = await attempt("The note was not deleted.", note, () => deleteNote(note.id));
        if (!done) return;
        toastUndo("Note deleted", () => {
          void restoreNote(note.id)
            .then(() => toast("The note is back", "good"))
            .catch((error: unknown) => toast(`Not restored. ${messageFor(error)}`, "danger"))
            .finally(refresh);
        });
      },
    };
  }, [queryClient, leadId, me, name]);
}
