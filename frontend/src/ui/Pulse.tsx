import { cn } from "@/lib/cn";

const tones = {
  good: "bg-good",
  warn: "bg-warn",
  neutral: "bg-faint",
  accent: "bg-accent",
  danger: "bg-danger",
};

export function Pulse({
  tone,
  beating,
  className,
}: {
  tone: keyof typeof tones;
  beating?: boolean;
  className?: string;
}) {
  return (
    <span className={cn("relative inline-grid size-2 shrink-0", className)} aria-hidden="true">
      {beating && <span className={cn("absolute inset-0 animate-ripple rounded-full", tones[tone])} />}
      <span className={cn("rounded-full", tones[tone])} />
    </span>
  );
}
