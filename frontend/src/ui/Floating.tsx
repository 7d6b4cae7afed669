import { useEffect, useLayoutEffect, useRef, type ComponentProps, type RefObject } from "react";
import { cn } from "@/lib/cn";

export type Placement = "bottom-start" | "bottom-end" | "top-start" | "top" | "bottom" | "over";

type Props = ComponentProps<"div"> & {
  anchor: RefObject<HTMLElement | null>;
  placement?: Placement;
  /** Called on Esc and on a press outside; without it the content is passive, as a tooltip is. */
  onDismiss?: () => void;
  /** Esc, where it means something else than a press outside. */
  onEscape?: () => void;
};

const gap = 6;
const margin = 8;

function place(anchor: DOMRect, box: DOMRect, placement: Placement) {
  const [side, align] = placement.split("-");
  if (placement === "over") return { top: anchor.top, left: anchor.left };
  const fitsBelow = anchor.bottom + gap + box.height + margin <= window.innerHeight;
  const fitsAbove = anchor.top - gap - box.height - margin >= 0;
  const above = side === "top" ? fitsAbove || !fitsBelow : !fitsBelow && fitsAbove;
  const top = above ? anchor.top - gap - box.height : anchor.bottom + gap;
  const wanted =
    align === "start"
      ? anchor.left
      : align === "end"
        ? anchor.right - box.width
        : anchor.left + anchor.width / 2 - box.width / 2;
  const left = Math.max(margin, Math.min(wanted, window.innerWidth - box.width - margin));
  return { top, left };
}

/** Lives in the top layer (native popover), so that no scrolling parent can cut it off. */
export function Floating({
  anchor,
  placement = "bottom-start",
  onDismiss,
  onEscape,
  className,
  ...rest
}: Props) {
  const ref = useRef<HTMLDivElement>(null);
  const dismiss = useRef(onDismiss);
  const escape = useRef(onEscape);
  useEffect(() => {
    dismiss.current = onDismiss;
    escape.current = onEscape ?? onDismiss;
  });

  useLayoutEffect(() => {
    const box = ref.current;
    if (!box) return;
    box.showPopover();
    // Nothing in a popover can have the focus before it is shown, so React’s own autoFocus comes too early.
    box.querySelector<HTMLElement>("[data-autofocus]")?.focus({ preventScroll: true });
    const move = () => {
      if (!anchor.current) return;
      const { top, left } = place(
        anchor.current.getBoundingClientRect(),
        box.getBoundingClientRect(),
        placement,
      );
      box.style.top = `${top}px`;
      box.style.left = `${left}px`;
    };
    move();
    window.addEventListener("resize", move);
    window.addEventListener("scroll", move, true);
    return () => {
      window.removeEventListener("resize", move);
      window.removeEventListener("scroll", move, true);
    };
  }, [anchor, placement]);

  useEffect(() => {
    const onPointer = (event: PointerEvent) => {
      const target = event.target as Node;
      if (!ref.current?.contains(target) && !anchor.current?.contains(target)) dismiss.current?.();
    };
    const onKey = (event: KeyboardEvent) => {
      if (event.key !== "Escape" || !escape.current) return;
      // The innermost one answers: a list opened from a panel closes before the panel does.
      if (ref.current?.querySelector("[data-dismissable]")) return;
      event.stopPropagation();
      event.preventDefault();
      escape.current();
      anchor.current?.focus();
    };
    document.addEventListener("pointerdown", onPointer);
    document.addEventListener("keydown", onKey, true);
    return () => {
      document.removeEventListener("pointerdown", onPointer);
      document.removeEventListener("keydown", onKey, true);
    };
  }, [anchor]);

  return (
    <div
      {...rest}
      ref={ref}
      popover="manual"
      data-dismissable={onDismiss ? "" : undefined}
      className={cn("fixed m-0 border-0 bg-transparent p-0 [inset:auto]", className)}
    />
  );
}
