import { useMutation } from "@tanstack/react-query";
import { messageFor } from "@/api/problem";
import { signOut } from "@/api/session";
import { paths } from "@/lib/paths";
import { toast } from "@/ui/toast";

export function useSignOut() {
  return useMutation({
    mutationFn: signOut,
    // A full page load, so that nothing of this member stays in memory.
    onSuccess: () => window.location.assign(paths.signIn()),
    onError: (error) => toast(messageFor(error), "danger"),
  });
}
