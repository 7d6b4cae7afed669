import { useQueryClient } from "@tanstack/react-query";
import { messageFor } from "@/api/problem";
import { can } from "@/api/session";
import { useSession } from "@/api/useSession";
import { createTag, tagsQuery, type Tag } from "@/features/leads/queries";
import { toast } from "@/ui/toast";

/** Undefined where the role may not add tags to the workspace. */
export function useTagCreation(then: (tag: Tag) => void): ((name: string) => void) | undefined {
  const queryClient = useQueryClient();
  if (!can(useSession(), "settings_manage")) return undefined;
  return (name) =>
    void createTag(name)
      .then((tag) => {
        void queryClient.invalidateQueries({ queryKey: tagsQuery.queryKey });
        then(tag);
      })
      .catch((error: unknown) => toast(`No new tag. ${messageFor(error)}`, "danger"));
}
