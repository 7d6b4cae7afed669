import { useCallback, useMemo, useState } from "react";
import { bulkLimit } from "@/features/leads/edit/bulk";
import type { LeadSummary } from "@/features/leads/queries";
import { toast } from "@/ui/toast";

type Selection = { ids: ReadonlySet<string>; anchor: string | undefined };
const none: Selection = { ids: new Set(), anchor: undefined };

/** Range selection goes from the lead that was last touched to this one, as in every list on a desktop. */
export function extend(now: Selection, order: string[], leadId: string, range: boolean): Selection {
  const ids = new Set(now.ids);
  const from = now.anchor === undefined ? -1 : order.indexOf(now.anchor);
  const to = order.indexOf(leadId);
  if (range && from >= 0 && to >= 0) {
    for (const id of order.slice(Math.min(from, to), Math.max(from, to) + 1)) ids.add(id);
  } else if (ids.has(leadId)) ids.delete(leadId);
  else ids.add(leadId);
  if (ids.size <= bulkLimit) return { ids, anchor: leadId };
  return { ids: new Set([...ids].slice(0, bulkLimit)), anchor: leadId };
}

export function useSelection(leads: LeadSummary[]) {
  const [selection, setSelection] = useState(none);
  const order = useMemo(() => leads.map((lead) => lead.id), [leads]);
  const chosen = useMemo(
    () => (selection.ids.size === 0 ? [] : leads.filter((lead) => selection.ids.has(lead.id))),
    [leads, selection.ids],
  );
  const clear = useCallback(() => setSelection(none), []);

  const toggle = useCallback(
    (leadId: string, range: boolean) => {
      const next = extend(selection, order, leadId, range);
      if (next.ids.size === bulkLimit && selection.ids.size < bulkLimit)
        toast(`${bulkLimit} leads can be changed at once. The first ${bulkLimit} are selected.`);
      setSelection(next);
    },
    [selection, order],
  );

  const toggleAll = useCallback(() => {
    if (selection.ids.size > 0) return setSelection(none);
    setSelection({ ids: new Set(order.slice(0, bulkLimit)), anchor: order[0] });
  }, [selection, order]);

  return { ids: selection.ids, chosen, toggle, toggleAll, clear };
}
