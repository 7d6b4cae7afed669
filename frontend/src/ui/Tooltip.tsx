import { useId, useRef, useState, type ReactNode } from "react";
import { cn } from "@/lib/cn";
import { Floating, type Placement } from "./Floating";

type Props = { text: ReactNode; placement?: Placement; className?: string; children: ReactNode };

/** Repeats or adds to what is written; never the only way to learn something. */
export function Tooltip({ text, placement = "top", className, children }: Props) {
  const anchor = useRef<HTMLSpanElement>(null);
  const [open, setOpen] = useState(false);
  const id = useId();
  return (
    <span
      ref={anchor}
      className={cn("inline-flex", className)}
      aria-describedby={open ? id : undefined}
      onPointerEnter={(event) => event.pointerType === "mouse" && setOpen(true)}
      onPointerLeave={() => setOpen(false)}
      onFocus={() => setOpen(true)}
      onBlur={() => setOpen(false)}
      onKeyDown={(event) => event.key === "Escape" && setOpen(false)}
    >
      {children}
      {open && (
        <Floating
          anchor={anchor}
          placement={placement}
          id={id}
          role="tooltip"
          className="pointer-events-none max-w-72 animate-fade rounded-sm bg-ink! px-2 py-1 text-xs font-medium text-canvas! shadow-float"
        >
          {text}
        </Floating>
      )}
    </span>
  );
}
