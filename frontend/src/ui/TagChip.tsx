import { cn } from "@/lib/cn";

export const hues = {
  gray: "bg-hue-gray",
  red: "bg-hue-red",
  orange: "bg-hue-orange",
  yellow: "bg-hue-yellow",
  green: "bg-hue-green",
  teal: "bg-hue-teal",
  blue: "bg-hue-blue",
  purple: "bg-hue-purple",
  pink: "bg-hue-pink",
};

export type Hue = keyof typeof hues;

export function HueDot({ hue, className }: { hue: Hue; className?: string }) {
  return (
    <span
      aria-hidden="true"
      className={cn("inline-block size-2 shrink-0 rounded-full", hues[hue], className)}
    />
  );
}

export function TagChip({ name, color }: { name: string; color: Hue }) {
  return (
    <span className="inline-flex h-5.5 max-w-36 items-center gap-1.5 rounded-full border border-line bg-raised px-2 text-xs font-medium whitespace-nowrap text-soft">
      <HueDot hue={color} />
      <bdi className="truncate">{name}</bdi>
    </span>
  );
}
