import { useQueryClient } from "@tanstack/react-query";
import { useRouter, useSearch } from "@tanstack/react-router";
import { sessionQuery, type Session } from "@/api/session";

/** Both doors lead to the same place: where the member was going, or where one begins. */
export function useEnter(from: "/sign-in" | "/sign-up") {
  const { return_to: returnTo } = useSearch({ from });
  const router = useRouter();
  const queryClient = useQueryClient();
  return {
    returnTo,
    enter: (session: Session) => {
      queryClient.clear();
      queryClient.setQueryData(sessionQuery.queryKey, session);
      router.history.push(returnTo ?? "/");
    },
  };
}
