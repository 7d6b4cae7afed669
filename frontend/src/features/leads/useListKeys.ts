import type { Virtualizer } from "@tanstack/react-virtual";
import type { RefObject } from "react";
import { useShortcuts } from "@/components/useShortcuts";
import type { LeadSummary } from "./queries";

type Options = {
  leads: LeadSummary[];
  virtual: Virtualizer<HTMLDivElement, Element>;
  scroller: RefObject<HTMLDivElement | null>;
  peek: string | undefined;
  onPeek: (leadId: string | undefined) => void;
};

const patience = 12;

/** The focused row link is the cursor: Enter opens it because it is a link. */
export function useListKeys({ leads, virtual, scroller, peek, onPeek }: Options) {
  const focusedId = () =>
    document.activeElement instanceof HTMLElement ? document.activeElement.dataset.lead : undefined;

  function focus(leadId: string, frames = patience) {
    const link = scroller.current?.querySelector<HTMLElement>(`[data-lead="${CSS.escape(leadId)}"]`);
    if (link) link.focus({ preventScroll: true });
    else if (frames > 0) requestAnimationFrame(() => focus(leadId, frames - 1));
  }

  function move(step: 1 | -1) {
    const from = leads.findIndex((lead) => lead.id === (focusedId() ?? peek));
    const to = from < 0 ? 0 : Math.max(0, Math.min(leads.length - 1, from + step));
    const lead = leads[to];
    if (!lead) return;
    virtual.scrollToIndex(to, { align: "auto" });
    focus(lead.id);
    if (peek) onPeek(lead.id);
  }

  useShortcuts({
    j: () => move(1),
    k: () => move(-1),
    Space: (event) => {
      const leadId = focusedId();
      if (!leadId) return;
      event.preventDefault();
      onPeek(peek === leadId ? undefined : leadId);
    },
    Escape: () => {
      if (!peek) return;
      onPeek(undefined);
      focus(peek);
    },
  });
}
