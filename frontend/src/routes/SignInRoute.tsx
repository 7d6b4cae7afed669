import { SignInPage } from "@/features/session/SignInPage";
import { paths } from "@/lib/paths";
import { useEnter } from "./useEnter";

export function SignInRoute() {
  const { enter } = useEnter("/sign-in");
  return <SignInPage signUpPath={paths.signUp()} onSignedIn={enter} />;
}
