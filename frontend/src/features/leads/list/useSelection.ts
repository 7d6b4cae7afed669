import { useCallback, useMemo, useState } from "react";
import { bulkLimit, type Chosen } from "@/features/leads/edit/bulk";
import type { Group } from "@/features/leads/filter/tree";
import type { LeadSummary } from "@/features/leads/queries";
import { toast } from "@/ui/toast";

/** With `everybody`, the ids are those that were left out. */
type Selection = { everybody: boolean; ids: ReadonlySet<string>; anchor: string | undefined };
const none: Selection = { everybody: false, ids: new Set(), anchor: undefined };

/** Range selection goes from the lead that was last touched to this one, as in every list on a desktop. */
export function extend(now: Selection, order: string[], leadId: string, range: boolean): Selection {
  const ids = new Set(now.ids);
  const from = now.anchor === undefined ? -1 : order.indexOf(now.anchor);
  const to = order.indexOf(leadId);
  if (range && from >= 0 && to >= 0) {
    for (const id of order.slice(Math.min(from, to), Math.max(from, to) + 1))
      if (now.everybody) ids.delete(id);
      else ids.add(id);
  } else if (ids.has(leadId)) ids.delete(leadId);
  else ids.add(leadId);
  const kept = ids.size <= bulkLimit ? ids : new Set([...ids].slice(0, bulkLimit));
  return { everybody: now.everybody, ids: kept, anchor: leadId };
}

export function useSelection(leads: LeadSummary[], filter: Group) {
  const [selection, setSelection] = useState(none);
  const { everybody, ids } = selection;
  const order = useMemo(() => leads.map((lead) => lead.id), [leads]);
  const has = useCallback((leadId: string) => ids.has(leadId) !== everybody, [ids, everybody]);
  const active = everybody || ids.size > 0;
  const chosen = useMemo(() => (active ? leads.filter((lead) => has(lead.id)) : []), [leads, has, active]);
  const clear = useCallback(() => setSelection(none), []);

  const toggle = useCallback(
    (leadId: string, range: boolean) => {
      const next = extend(selection, order, leadId, range);
      if (next.ids.size === bulkLimit && selection.ids.size < bulkLimit)
        toast(`${bulkLimit.toLocaleString("en")} leads can be chosen one by one. The others are left out.`);
      setSelection(next);
    },
    [selection, order],
  );

  const toggleAll = useCallback(() => {
    if (active) return setSelection(none);
    setSelection({ everybody: false, ids: new Set(order.slice(0, bulkLimit)), anchor: order[0] });
  }, [active, order]);

  const takeEverybody = useCallback(
    () => setSelection({ everybody: true, ids: new Set(), anchor: undefined }),
    [],
  );

  const wanted: Chosen = everybody ? { filter, except: [...ids] } : { ids: [...ids] };
  return {
    everybody,
    left: everybody ? ids.size : 0,
    active,
    has,
    chosen,
    wanted,
    toggle,
    toggleAll,
    takeEverybody,
    clear,
  };
}
