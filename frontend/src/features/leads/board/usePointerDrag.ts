import { useEffect, useRef, type RefObject } from "react";
import type { Lift } from "./lift";

type Options = {
  board: RefObject<HTMLElement | null>;
  ghost: RefObject<HTMLElement | null>;
  enabled: boolean;
  lift: Lift | null;
  onLift: (leadId: string, stageId: string) => void;
  onOver: (stageId: string) => void;
  onDrop: () => void;
  onCancel: () => void;
};

const slop = 6;
const longPress = 320;
const edge = 72;
const speed = 14;

/** Mouse and pen pick a card up by moving, a finger by resting on it, so that it can still scroll. */
export function usePointerDrag(options: Options) {
  const latest = useRef(options);
  useEffect(() => {
    latest.current = options;
  });

  useEffect(() => {
    const board = options.board.current;
    if (!board) return;
    let start: { x: number; y: number; card: HTMLElement; touch: boolean } | null = null;
    let dragging = false;
    let timer: ReturnType<typeof setTimeout> | undefined;
    let frame = 0;
    let pull = 0;
    let grip = { x: 0, y: 0 };

    const place = (x: number, y: number) => {
      const ghost = latest.current.ghost.current;
      if (ghost) ghost.style.transform = `translate(${x - grip.x}px, ${y - grip.y}px) rotate(2deg)`;
      const column = document
        .elementsFromPoint(x, y)
        .map((each) => each.closest<HTMLElement>("[data-stage]"))
        .find(Boolean);
      if (column?.dataset.stage) latest.current.onOver(column.dataset.stage);
      const box = board.getBoundingClientRect();
      pull = x < box.left + edge ? -speed : x > box.right - edge ? speed : 0;
    };

    const scroll = () => {
      if (pull) board.scrollLeft += pull;
      frame = requestAnimationFrame(scroll);
    };

    const lift = (x: number, y: number) => {
      if (!start) return;
      const { card } = start;
      const { leadId, stageId } = { leadId: card.dataset.card, stageId: card.dataset.in };
      if (!leadId || !stageId) return;
      const box = card.getBoundingClientRect();
      grip = { x: start.x - box.left, y: start.y - box.top };
      dragging = true;
      latest.current.onLift(leadId, stageId);
      frame = requestAnimationFrame(() => {
        const ghost = latest.current.ghost.current;
        if (ghost) ghost.style.width = `${box.width}px`;
        place(x, y);
        scroll();
      });
    };

    const end = (drop: boolean) => {
      clearTimeout(timer);
      cancelAnimationFrame(frame);
      start = null;
      if (!dragging) return;
      dragging = false;
      if (drop) latest.current.onDrop();
      else latest.current.onCancel();
      // The press that ends a drag must not open the lead as well.
      window.addEventListener("click", stop, { capture: true, once: true });
      setTimeout(() => window.removeEventListener("click", stop, { capture: true }), 0);
    };
    const stop = (event: Event) => {
      event.preventDefault();
      event.stopPropagation();
    };

    const onDown = (event: PointerEvent) => {
      const card = (event.target as HTMLElement).closest<HTMLElement>("[data-card]");
      if (!card || !latest.current.enabled || event.button !== 0) return;
      const touch = event.pointerType === "touch";
      start = { x: event.clientX, y: event.clientY, card, touch };
      if (touch) timer = setTimeout(() => lift(event.clientX, event.clientY), longPress);
    };
    const onMove = (event: PointerEvent) => {
      if (dragging) return place(event.clientX, event.clientY);
      if (!start) return;
      const far = Math.hypot(event.clientX - start.x, event.clientY - start.y) > slop;
      if (far && start.touch) end(false);
      else if (far) lift(event.clientX, event.clientY);
    };
    const onUp = () => end(true);
    const onCancel = () => end(false);
    const onKey = (event: KeyboardEvent) => {
      if (event.key !== "Escape" || !dragging) return;
      event.preventDefault();
      end(false);
    };
    const onTouchMove = (event: TouchEvent) => {
      if (dragging) event.preventDefault();
    };

    board.addEventListener("pointerdown", onDown);
    board.addEventListener("touchmove", onTouchMove, { passive: false });
    window.addEventListener("pointermove", onMove);
    window.addEventListener("pointerup", onUp);
    window.addEventListener("pointercancel", onCancel);
    window.addEventListener("keydown", onKey, true);
    return () => {
      end(false);
      board.removeEventListener("pointerdown", onDown);
      board.removeEventListener("touchmove", onTouchMove);
      window.removeEventListener("pointermove", onMove);
      window.removeEventListener("pointerup", onUp);
      window.removeEventListener("pointercancel", onCancel);
      window.removeEventListener("keydown", onKey, true);
    };
  }, [options.board]);
}
