import { cva, type VariantProps } from "class-variance-authority";
import type { ReactNode } from "react";
import { cn } from "@/lib/cn";

const badge = cva(
  "inline-flex h-5.5 items-center gap-1.5 rounded-full px-2 text-xs font-medium whitespace-nowrap",
  {
    variants: {
      tone: {
        neutral: "bg-pressed text-soft",
        accent: "bg-accent-wash text-accent-text",
        good: "bg-good-wash text-good-text",
        warn: "bg-warn-wash text-warn-text",
        danger: "bg-danger-wash text-danger-text",
        violet: "bg-violet-wash text-violet-text",
        teal: "bg-teal-wash text-teal-text",
        outline: "border border-line bg-raised text-soft",
      },
    },
    defaultVariants: { tone: "neutral" },
  },
);

const dots = {
  neutral: "bg-faint",
  accent: "bg-accent",
  good: "bg-good",
  warn: "bg-warn",
  danger: "bg-danger",
  violet: "bg-violet",
  teal: "bg-teal",
  outline: "bg-faint",
};

export type Tone = keyof typeof dots;

export function ToneDot({ tone }: { tone: Tone }) {
  return <span className={cn("size-1.75 shrink-0 rounded-full", dots[tone])} aria-hidden="true" />;
}

type Props = VariantProps<typeof badge> & {
  /** A coloured dot instead of a coloured ground: for values that fill a column. */
  dot?: Tone;
  className?: string;
  children: ReactNode;
};

export function Badge({ tone, dot, className, children }: Props) {
  return (
    <span className={cn(badge({ tone }), className)}>
      {dot && <ToneDot tone={dot} />}
      {children}
    </span>
  );
}
