import { Link } from "@tanstack/react-router";
import { Check, CircleAlert } from "lucide-react";
import { signUp, type Session } from "@/api/session";
import { useApiForm } from "@/components/useApiForm";
import { Button } from "@/ui/Button";
import { Callout } from "@/ui/Callout";
import { PasswordField, TextField } from "@/ui/Field";
import { AuthLayout } from "./AuthLayout";
import { checkEmail, checkNewPassword, lengthOf, shortestPassword } from "./checks";

type Props = { signInPath: string; onSignedIn: (session: Session) => void };

export function SignUpPage({ signInPath, onSignedIn }: Props) {
  const { form, field, pending, done, formError } = useApiForm({
    initial: { name: "", email: "", password: "", company_name: "" },
    check: ({ name, email, password, company_name }) => ({
      ...(name.trim() ? {} : { name: "Enter your name." }),
      ...checkEmail(email),
      ...checkNewPassword(password),
      ...(company_name.trim() ? {} : { company_name: "Enter your company’s name." }),
    }),
    send: (body) => signUp({ ...body, email: body.email.trim() }),
    onDone: onSignedIn,
  });
  const password = field("password");

  return (
    <AuthLayout
      title="Create your workspace"
      lead="Two minutes from here to your first lead."
      footer={
        <>
          Already have an account?{" "}
          <Link to={signInPath} className="font-medium text-accent-text hover:underline">
            Sign in
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
        <TextField label="Your name" autoComplete="name" dir="auto" {...field("name")} />
        <TextField
          label="Work email"
          type="email"
          autoComplete="username"
          inputMode="email"
          {...field("email")}
        />
        <PasswordField
          label="Password"
          autoComplete="new-password"
          hint={<LengthHint length={lengthOf(password.value)} />}
          {...password}
        />
        <TextField label="Company" autoComplete="organization" dir="auto" {...field("company_name")} />
        <Button type="submit" look="primary" size="lg" wide pending={pending || done}>
          {pending || done ? "Creating…" : "Create workspace"}
        </Button>
      </form>
    </AuthLayout>
  );
}

function LengthHint({ length }: { length: number }) {
  const missing = shortestPassword - length;
  if (missing <= 0) {
    return (
      <span className="inline-flex items-center gap-1 text-good-text">
        <Check className="size-3.5" aria-hidden="true" /> Long enough
      </span>
    );
  }
  if (length === 0) return `At least ${shortestPassword} characters. A few words work well.`;
  return `${missing} more ${missing === 1 ? "character" : "characters"}.`;
}
