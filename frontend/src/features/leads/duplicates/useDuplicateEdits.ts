import { useQueryClient, type InfiniteData } from "@tanstack/react-query";
import { useMemo } from "react";
import { messageFor } from "@/api/problem";
import { key } from "@/api/query";
import { resetLists } from "@/features/leads/edit/cache";
import { leadQuery } from "@/features/leads/queries";
import { fieldName } from "@/features/leads/page/activityText";
import { toast, toastUndo } from "@/ui/toast";
import { mergeLeads, setDismissed, undoMerge, type Duplicate, type Merge } from "./queries";

type List = InfiniteData<{ items: Duplicate[]; next_cursor: string | null }>;

const paths = [
  "/api/v1/duplicates",
  "/api/v1/duplicates/count",
  "/api/v1/leads/{lead_id}/duplicates",
  "/api/v1/leads/{lead_id}/merges",
  "/api/v1/leads/{lead_id}/notes",
  "/api/v1/tasks",
] as const;

/** "Owner, tags and 2 more": what somebody changed after the merge. */
export function namesOf(fields: string[]): string {
  const names = [...new Set(fields.map(fieldName))];
  const more = names.length > 3 ? ` and ${names.length - 2} more` : "";
  return names.slice(0, more ? 2 : 3).join(", ") + more;
}

export function useDuplicateEdits() {
  const queryClient = useQueryClient();
  return useMemo(() => {
    const refresh = () => {
      for (const path of paths) void queryClient.invalidateQueries({ queryKey: key.all(path) });
    };

    async function undo(merge: Merge) {
      try {
        const { lead, restored, kept } = await undoMerge(merge.id);
        queryClient.setQueryData(leadQuery(lead.id).queryKey, lead);
        queryClient.setQueryData(leadQuery(restored.id).queryKey, restored);
        resetLists(queryClient);
        const later = kept.length > 0 ? ` Changed since, and left as it is: ${namesOf(kept)}.` : "";
        toast(`${restored.display_name} is a lead of its own again.${later}`, "good");
      } catch (error) {
        toast(`Not undone. ${messageFor(error)}`, "danger");
      } finally {
        refresh();
      }
    }

    async function dismiss(pair: Duplicate, dismissed: boolean, undoable = true) {
      const before = queryClient.getQueriesData<List>({ queryKey: key.all("/api/v1/duplicates") });
      queryClient.setQueriesData<List>(
        { queryKey: key.all("/api/v1/duplicates") },
        (list) =>
          list && {
            ...list,
            pages: list.pages.map((page) => ({
              ...page,
              items: page.items.filter((each) => each.id !== pair.id),
            })),
          },
      );
      try {
        await setDismissed(pair.id, dismissed);
        const words = dismissed ? "Remembered: not the same" : "Asked again";
        if (undoable) toastUndo(words, () => void dismiss(pair, !dismissed, false));
      } catch (error) {
        for (const [queryKey, list] of before) queryClient.setQueryData(queryKey, list);
        toast(`Not saved. ${messageFor(error)}`, "danger");
      } finally {
        refresh();
      }
    }

    return {
      undo,
      dismiss: (pair: Duplicate, dismissed: boolean) => dismiss(pair, dismissed),
      /** Throws what refused it: the page shows it beside what was chosen. */
      merge: async (leadId: string, body: Parameters<typeof mergeLeads>[1]) => {
        const merge = await mergeLeads(leadId, body);
        queryClient.setQueryData(leadQuery(leadId).queryKey, merge.lead);
        // It is gone: whoever still shows it must not ask again.
        const other = leadQuery(body.other_id).queryKey;
        void queryClient.invalidateQueries({ queryKey: other, refetchType: "none" });
        resetLists(queryClient);
        refresh();
        toastUndo(
          `${merge.merged.display_name} merged into ${merge.lead.display_name}`,
          () => void undo(merge),
        );
        return merge;
      },
    };
  }, [queryClient]);
}
