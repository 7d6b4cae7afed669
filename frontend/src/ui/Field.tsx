import { Eye, EyeOff } from "lucide-react";
import { useId, useState, type ComponentProps, type ReactNode } from "react";
import { cn } from "@/lib/cn";
import { ErrorText } from "./ErrorText";

type FieldProps = ComponentProps<"input"> & {
  label: string;
  hint?: ReactNode;
  error?: string | undefined;
  trailing?: ReactNode;
};

export const inputLook =
  "h-10 w-full rounded-md border border-control bg-raised px-3 text-base text-ink shadow-card transition-[border-color,box-shadow] duration-150 placeholder:text-faint hover:border-soft focus:border-accent-text focus:outline-2 focus:outline-offset-0 focus:outline-accent-text/35 aria-invalid:border-danger aria-invalid:focus:outline-danger/35 max-md:h-12 max-md:text-md";

export function TextField({ label, hint, error, trailing, className, ...input }: FieldProps) {
  const id = useId();
  const described = error ? `${id}-error` : hint ? `${id}-hint` : undefined;
  return (
    <div className={cn("grid gap-1.5", className)}>
      <label htmlFor={id} className="text-sm font-medium text-ink">
        {label}
      </label>
      <div className="relative">
        <input
          {...input}
          id={id}
          aria-invalid={error ? true : undefined}
          aria-describedby={described}
          className={cn(inputLook, trailing && "pr-11 max-md:pr-13")}
        />
        {trailing}
      </div>
      {error ? (
        <ErrorText id={`${id}-error`}>{error}</ErrorText>
      ) : (
        hint && (
          <p id={`${id}-hint`} className="text-sm text-faint">
            {hint}
          </p>
        )
      )}
    </div>
  );
}

export function PasswordField(props: Omit<FieldProps, "type" | "trailing">) {
  const [shown, setShown] = useState(false);
  const Icon = shown ? EyeOff : Eye;
  return (
    <TextField
      {...props}
      type={shown ? "text" : "password"}
      spellCheck={false}
      autoCapitalize="none"
      trailing={
        <button
          type="button"
          aria-label="Show password"
          aria-pressed={shown}
          onClick={() => setShown(!shown)}
          className="absolute inset-y-0 right-0 grid w-10 place-items-center rounded-r-md text-faint hover:text-ink max-md:w-12"
        >
          <Icon className="size-4" aria-hidden="true" />
        </button>
      }
    />
  );
}
