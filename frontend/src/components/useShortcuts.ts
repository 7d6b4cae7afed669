import { useEffect, useRef } from "react";

export type Shortcuts = Record<string, (event: KeyboardEvent) => void>;

const isTyping = (target: EventTarget | null) =>
  target instanceof HTMLElement &&
  (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName));

const sequenceWindow = 1_200;

/** Keys as "j", "Escape", "g l" (one after the other) or "mod+k". Quiet while typing and under a dialog. */
export function useShortcuts(shortcuts: Shortcuts) {
  const latest = useRef(shortcuts);
  useEffect(() => {
    latest.current = shortcuts;
  });

  useEffect(() => {
    let first = "";
    let at = 0;
    const onKey = (event: KeyboardEvent) => {
      if (event.defaultPrevented) return;
      const mod = event.metaKey || event.ctrlKey;
      if (mod) {
        const found = latest.current[`mod+${event.key.toLowerCase()}`];
        // In a field, undoing and saving belong to the field.
        if (!found || (event.key.toLowerCase() === "z" && isTyping(event.target))) return;
        event.preventDefault();
        return found(event);
      }
      if (
        event.altKey ||
        isTyping(event.target) ||
        document.querySelector("dialog[open], [role=menu], [role=listbox]")
      )
        return;
      const pressed = event.key === " " ? "Space" : event.key;
      const sequence = `${Date.now() - at < sequenceWindow ? first : ""} ${pressed}`.trim();
      first = pressed;
      at = Date.now();
      const found = latest.current[sequence] ?? latest.current[pressed];
      if (!found) return;
      if (sequence.includes(" ")) first = "";
      found(event);
    };
    document.addEventListener("keydown", onKey);
    return () => document.removeEventListener("keydown", onKey);
  }, []);
}
