import { ChevronDown } from "lucide-react";
import type { ComponentProps, ReactNode } from "react";
import { cn } from "@/lib/cn";

type Props = Omit<ComponentProps<"select">, "children"> & {
  label: string;
  children: ReactNode;
  slim?: boolean;
};

/** The browser’s own list: it is the best one on a phone and reads well everywhere. */
export function Select({ label, className, slim, children, ...rest }: Props) {
  return (
    <span className={cn("relative inline-flex min-w-0", className)}>
      <select
        {...rest}
        aria-label={label}
        className={cn(
          "w-full min-w-0 cursor-pointer appearance-none truncate rounded-md border border-control bg-raised pr-7 pl-2.5 text-ink shadow-card hover:border-soft focus:border-accent-text focus:outline-2 focus:outline-offset-0 focus:outline-accent-text/35 disabled:cursor-default disabled:opacity-60 max-md:h-11 max-md:text-md",
          slim ? "h-8 text-sm" : "h-10 text-base",
        )}
      >
        {children}
      </select>
      <ChevronDown
        className="pointer-events-none absolute top-1/2 right-2 size-3.5 -translate-y-1/2 text-faint"
        aria-hidden="true"
      />
    </span>
  );
}
