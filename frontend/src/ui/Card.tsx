import type { ComponentProps, ReactNode } from "react";
import { cn } from "@/lib/cn";

export function Card({ className, ...rest }: ComponentProps<"section">) {
  return (
    <section {...rest} className={cn("rounded-lg border border-line bg-raised shadow-card", className)} />
  );
}

export function CardHeader({
  title,
  hint,
  action,
  id,
}: {
  title: ReactNode;
  hint?: ReactNode;
  action?: ReactNode;
  id?: string;
}) {
  return (
    <div className="flex flex-wrap items-start justify-between gap-x-4 gap-y-2 px-5 pt-4.5 pb-3.5">
      <div className="min-w-0 space-y-0.5">
        <h2 id={id} className="text-base font-semibold">
          {title}
        </h2>
        {hint && <p className="text-sm text-faint">{hint}</p>}
      </div>
      {action}
    </div>
  );
}
