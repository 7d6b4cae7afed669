import type { Virtualizer } from "@tanstack/react-virtual";
import type { RefObject } from "react";
import { useShortcuts } from "@/components/useShortcuts";
import type { LeadSummary } from "@/features/leads/queries";
import type { CellTarget, ColumnKey } from "./columns";

type Options = {
  leads: LeadSummary[];
  virtual: Virtualizer<HTMLDivElement, Element>;
  scroller: RefObject<HTMLDivElement | null>;
  peek: string | undefined;
  onPeek: (leadId: string | undefined) => void;
  selecting: boolean;
  onToggle: (leadId: string, range: boolean) => void;
  onClear: () => void;
  onEdit: (target: CellTarget) => void;
  /** With leads selected, the keys for one lead act on all of them. */
  onBulk: (what: "stage" | "owner" | "tags") => void;
};

const patience = 12;

/** The focused row link is the cursor: Enter opens it because it is a link. */
export function useListKeys(options: Options) {
  const { leads, virtual, scroller, peek, onPeek, selecting, onToggle, onClear, onEdit, onBulk } = options;
  const rowOf = (leadId: string) =>
    scroller.current?.querySelector<HTMLElement>(`[data-row="${CSS.escape(leadId)}"]`);
  const focusedId = () =>
    document.activeElement?.closest<HTMLElement>("[data-row]")?.dataset.row ?? undefined;
  const currentId = () => focusedId() ?? peek;

  function focus(leadId: string, frames = patience) {
    const link = rowOf(leadId)?.querySelector<HTMLElement>("[data-lead]");
    if (link) link.focus({ preventScroll: true });
    else if (frames > 0) requestAnimationFrame(() => focus(leadId, frames - 1));
  }

  function move(step: 1 | -1) {
    const from = leads.findIndex((lead) => lead.id === currentId());
    const to = from < 0 ? 0 : Math.max(0, Math.min(leads.length - 1, from + step));
    const lead = leads[to];
    if (!lead) return;
    virtual.scrollToIndex(to, { align: "auto" });
    focus(lead.id);
    if (peek) onPeek(lead.id);
  }

  /** Left and right walk through what a row has to press. */
  function walk(event: KeyboardEvent, step: 1 | -1) {
    const leadId = focusedId();
    if (!leadId) return;
    event.preventDefault();
    const stops = [...(rowOf(leadId)?.querySelectorAll<HTMLElement>("[data-lead], [data-cell]") ?? [])];
    const visible = stops.filter((each) => each.offsetParent !== null);
    const at = visible.indexOf(document.activeElement as HTMLElement);
    visible[Math.max(0, Math.min(visible.length - 1, at + step))]?.focus();
  }

  function edit(event: KeyboardEvent, column: ColumnKey) {
    const leadId = currentId();
    const row = leadId && rowOf(leadId);
    if (!row) return;
    event.preventDefault();
    const cell = row.querySelector<HTMLElement>(`[data-cell="${column}"]`);
    const shown = cell && cell.offsetParent !== null ? cell : row.querySelector<HTMLElement>("[data-lead]");
    if (shown) onEdit({ leadId, column, anchor: shown });
  }

  const act = (column: "stage" | "owner" | "tags") => (event: KeyboardEvent) => {
    if (!selecting) return edit(event, column);
    event.preventDefault();
    onBulk(column);
  };

  useShortcuts({
    j: () => move(1),
    k: () => move(-1),
    ArrowDown: (event) => {
      if (!focusedId()) return;
      event.preventDefault();
      move(1);
    },
    ArrowUp: (event) => {
      if (!focusedId()) return;
      event.preventDefault();
      move(-1);
    },
    ArrowRight: (event) => walk(event, 1),
    ArrowLeft: (event) => walk(event, -1),
    x: () => {
      const leadId = currentId();
      if (leadId) onToggle(leadId, false);
    },
    X: () => {
      const leadId = currentId();
      if (leadId) onToggle(leadId, true);
    },
    e: (event) => edit(event, "display_name"),
    s: act("stage"),
    a: act("owner"),
    l: act("tags"),
    Space: (event) => {
      const leadId = focusedId();
      if (!leadId || (document.activeElement as HTMLElement).dataset.cell) return;
      event.preventDefault();
      onPeek(peek === leadId ? undefined : leadId);
    },
    Escape: () => {
      if (peek) {
        onPeek(undefined);
        return focus(peek);
      }
      if (selecting) onClear();
    },
  });
}
