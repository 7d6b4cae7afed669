import { cva, type VariantProps } from "class-variance-authority";
import type { ReactNode } from "react";

const callout = cva(
  "flex items-start gap-2.5 rounded-md border px-3.5 py-3 text-base [&>svg]:mt-0.75 [&>svg]:size-4 [&>svg]:shrink-0",
  {
    variants: {
      tone: {
        neutral: "border-line bg-sunken text-soft",
        warn: "border-warn-line bg-warn-wash text-warn-text",
        danger: "border-danger-line bg-danger-wash text-danger-text",
        good: "border-good-line bg-good-wash text-good-text",
      },
    },
    defaultVariants: { tone: "neutral" },
  },
);

type Props = VariantProps<typeof callout> & {
  icon?: ReactNode;
  role?: "alert" | "status";
  children: ReactNode;
};

export function Callout({ tone, icon, role, children }: Props) {
  return (
    <div role={role} className={callout({ tone })}>
      {icon}
      <div className="min-w-0">{children}</div>
    </div>
  );
}
