import { SignUpPage } from "@/features/session/SignUpPage";
import { paths } from "@/lib/paths";
import { useEnter } from "./useEnter";

export function SignUpRoute() {
  const { enter } = useEnter("/sign-up");
  return <SignUpPage signInPath={paths.signIn()} onSignedIn={enter} />;
}
