import type { ComponentProps } from "react";
import { cn } from "@/lib/cn";
import { button, type ButtonLook } from "./button";
import { Spinner } from "./Spinner";

type Props = ComponentProps<"button"> & ButtonLook & { pending?: boolean };

export function Button({ look, size, wide, pending, className, children, type = "button", ...rest }: Props) {
  return (
    <button
      {...rest}
      type={type}
      disabled={rest.disabled || pending}
      className={cn(button({ look, size, wide }), className)}
    >
      {pending && <Spinner />}
      {children}
    </button>
  );
}

export function IconButton({
  label,
  className,
  look = "ghost",
  ...rest
}: Omit<Props, "size" | "wide"> & { label: string }) {
  return (
    <button
      {...rest}
      type={rest.type ?? "button"}
      aria-label={label}
      className={cn(button({ look, size: "icon" }), className)}
    />
  );
}
