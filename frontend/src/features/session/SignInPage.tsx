import { Link } from "@tanstack/react-router";
import { CircleAlert } from "lucide-react";
import { signIn, type Session } from "@/api/session";
import { useApiForm } from "@/components/useApiForm";
import { Button } from "@/ui/Button";
import { Callout } from "@/ui/Callout";
import { PasswordField, TextField } from "@/ui/Field";
import { AuthLayout } from "./AuthLayout";
import { checkEmail } from "./checks";

type Props = { signUpPath: string; onSignedIn: (session: Session) => void };

export function SignInPage({ signUpPath, onSignedIn }: Props) {
  const { form, field, pending, done, formError } = useApiForm({
    initial: { email: "", password: "" },
    check: ({ email, password }) => ({
      ...checkEmail(email),
      ...(password ? {} : { password: "Enter your password." }),
    }),
    send: (body) => signIn({ ...body, email: body.email.trim() }),
    onDone: onSignedIn,
  });

  return (
    <AuthLayout
      title="Sign in"
      lead="Good to see you again."
      footer={
        <>
          New here?{" "}
          <Link to={signUpPath} className="font-medium text-accent-text hover:underline">
            Create a workspace
          </Link>
        </>
      }
    >
      <form {...form} className="grid gap-5">
        {formError && (
          <Callout tone="danger" role="alert" icon={<CircleAlert aria-hidden="true" />}>
            {formError}
          </Callout>
        )}
        <TextField
          label="Work email"
          type="email"
          autoComplete="username"
          inputMode="email"
          {...field("email")}
        />
        <PasswordField label="Password" autoComplete="current-password" {...field("password")} />
        <Button type="submit" look="primary" size="lg" wide pending={pending || done}>
          {pending || done ? "Checking…" : "Sign in"}
        </Button>
      </form>
    </AuthLayout>
  );
}
