import type { ReactNode } from "react";
import { cn } from "@/lib/cn";

type Props = {
  icon?: ReactNode;
  title: string;
  children?: ReactNode;
  action?: ReactNode;
  level?: "h1" | "h2" | "h3";
  className?: string;
};

export function EmptyState({ icon, title, children, action, level = "h2", className }: Props) {
  const Title = level;
  return (
    <div className={cn("mx-auto flex max-w-md flex-col items-center px-6 py-14 text-center", className)}>
      {icon && (
        <div className="mb-5 grid size-12 place-items-center rounded-lg border border-line bg-raised text-faint shadow-card [&_svg]:size-5">
          {icon}
        </div>
      )}
      <Title className={cn("font-semibold text-ink", level === "h1" ? "text-lg" : "text-md")}>{title}</Title>
      {children && <div className="mt-1.5 space-y-2 text-base text-pretty text-soft">{children}</div>}
      {action && <div className="mt-6 flex flex-wrap justify-center gap-2">{action}</div>}
    </div>
  );
}
