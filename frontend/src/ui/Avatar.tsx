import { cva } from "class-variance-authority";
import { initials } from "@/lib/format";

const avatar = cva(
  // Written by the style sheet: initials are neither read out nor copied along with the name.
  "inline-grid shrink-0 place-items-center rounded-full font-semibold tracking-tight select-none before:content-[attr(data-initials)]",
  {
    variants: {
      size: { sm: "size-6 text-[0.625rem]", md: "size-9 text-xs", lg: "size-14 text-lg" },
      tint: {
        0: "bg-violet-wash text-violet-text",
        1: "bg-teal-wash text-teal-text",
        2: "bg-warn-wash text-warn-text",
        3: "bg-accent-wash text-accent-text",
        4: "bg-pressed text-soft",
      },
    },
  },
);

function tintOf(seed: string) {
  let hash = 0;
  for (const letter of seed) hash = (hash * 31 + (letter.codePointAt(0) ?? 0)) >>> 0;
  return (hash % 5) as 0 | 1 | 2 | 3 | 4;
}

/** Decorative: the name is always written beside it. */
export function Avatar({ name, size = "sm" }: { name: string; size?: "sm" | "md" | "lg" }) {
  return (
    <span
      aria-hidden="true"
      data-initials={initials(name)}
      className={avatar({ size, tint: tintOf(name) })}
    />
  );
}
