import { useRef, useState, type KeyboardEvent, type PointerEvent } from "react";
import { moved, rowAt } from "@/lib/reorder";

type Named = { id: string; name: string };

/** Reordering by dragging a handle, or by the arrows on it. Says where the thing is now. */
export function useReorder<T extends Named>(list: T[], commit: (id: string, position: number) => void) {
  const rows = useRef(new Map<string, HTMLElement>());
  const [drag, setDrag] = useState<{ id: string; to: number } | null>(null);
  const [announcement, setAnnouncement] = useState("");
  const from = drag ? list.findIndex((each) => each.id === drag.id) : -1;
  const shown = drag && from >= 0 ? moved(list, from, drag.to) : list;
  const say = (thing: T, position: number) =>
    setAnnouncement(`${thing.name}, position ${position + 1} of ${list.length}.`);

  const handle = (thing: T) => ({
    "aria-label": `Move ${thing.name}`,
    "aria-describedby": "reorder-help",
    onKeyDown: (event: KeyboardEvent) => {
      const step = { ArrowUp: -1, ArrowDown: 1 }[event.key];
      const at = list.findIndex((each) => each.id === thing.id);
      const to = at + (step ?? 0);
      if (!step || to < 0 || to >= list.length) return;
      event.preventDefault();
      commit(thing.id, to);
      say(thing, to);
    },
    onPointerDown: (event: PointerEvent<HTMLElement>) => {
      if (event.button !== 0) return;
      event.currentTarget.setPointerCapture(event.pointerId);
      setDrag({ id: thing.id, to: list.findIndex((each) => each.id === thing.id) });
    },
    onPointerMove: (event: PointerEvent) => {
      if (drag?.id !== thing.id) return;
      const others = shown.filter((each) => each.id !== thing.id);
      const middles = others.map((each) => {
        const box = rows.current.get(each.id)?.getBoundingClientRect();
        return box ? box.top + box.height / 2 : 0;
      });
      const to = rowAt(middles, event.clientY);
      if (to !== drag.to) setDrag({ id: thing.id, to });
    },
    onPointerUp: () => {
      if (drag && from >= 0 && drag.to !== from) {
        commit(drag.id, drag.to);
        say(thing, drag.to);
      }
      setDrag(null);
    },
    onPointerCancel: () => setDrag(null),
  });

  const row = (id: string) => (element: HTMLElement | null) => {
    if (element) rows.current.set(id, element);
    else rows.current.delete(id);
  };

  return { shown, dragged: drag?.id, handle, row, announcement };
}
