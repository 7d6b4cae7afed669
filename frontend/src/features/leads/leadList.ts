import type { LeadList, LeadSummary } from "./queries";

export const leadsOf = (list: LeadList | undefined): LeadSummary[] => {
  const seen = new Set<string>();
  const all = list?.pages.flatMap((page) => page.items) ?? [];
  return all.filter((lead) => !seen.has(lead.id) && seen.add(lead.id));
};

type Merged = { list: LeadList; added: LeadSummary[] };

/**
 * Puts what is new on a freshly fetched first page on top of the loaded list. Pages are cut by keyset cursor, so
 * the pages below stay right. Undefined when the two no longer touch: then leads are missing between them.
 */
export function mergeFirstPage(list: LeadList, first: LeadList["pages"][number]): Merged | undefined {
  const known = new Set(leadsOf(list).map((lead) => lead.id));
  const added = first.items.filter((lead) => !known.has(lead.id));
  const touches = known.size === 0 || added.length < first.items.length;
  if (!touches && first.next_cursor) return undefined;
  const [top, ...rest] = list.pages;
  if (!top || known.size === 0) return { list: { pages: [first], pageParams: [undefined] }, added };
  const fresh = new Map(first.items.map((lead) => [lead.id, lead]));
  const current = top.items.map((lead) => fresh.get(lead.id) ?? lead);
  return { list: { ...list, pages: [{ ...top, items: [...added, ...current] }, ...rest] }, added };
}

export function neighbours(leads: LeadSummary[], leadId: string) {
  const at = leads.findIndex((lead) => lead.id === leadId);
  return { previous: at > 0 ? leads[at - 1] : undefined, next: at >= 0 ? leads[at + 1] : undefined };
}
