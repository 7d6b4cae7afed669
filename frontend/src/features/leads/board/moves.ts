import type { InfiniteData, QueryClient } from "@tanstack/react-query";
import { both, type Group } from "@/features/leads/filter/tree";
import { setStage } from "@/features/leads/edit/edits";
import { saveLead } from "@/features/leads/edit/save";
import {
  columnQuery,
  totalsQuery,
  type LeadList,
  type LeadSummary,
  type Money,
  type Pipeline,
  type Stage,
  type StageTotals,
} from "@/features/leads/queries";

/** The question a column asks: the filter, and its stage. */
export const columnFilter = (filter: Group, stageId: string) =>
  JSON.stringify(both(filter, { field: "stage", op: "any_of", value: [stageId] }));

function addMoney(values: Money[], money: Money | null, sign: 1 | -1): Money[] {
  if (!money) return values;
  const known = values.some((each) => each.currency === money.currency);
  const all = known ? values : [...values, { currency: money.currency, amount_minor: 0 }];
  return all
    .map((each) =>
      each.currency === money.currency
        ? { ...each, amount_minor: each.amount_minor + sign * money.amount_minor }
        : each,
    )
    .filter((each) => each.amount_minor !== 0);
}

/** The figures above the columns after a card went from one stage to another. */
export function shiftTotals(
  items: StageTotals[],
  lead: LeadSummary,
  from: string,
  to: string,
): StageTotals[] {
  return items.map((each) => {
    const sign = each.stage_id === to ? 1 : each.stage_id === from ? -1 : undefined;
    if (!sign || from === to) return each;
    return {
      ...each,
      count: Math.max(0, each.count + sign),
      values: addMoney(each.values, lead.value, sign),
    };
  });
}

const dayMs = 86_400_000;

/** Full days in a stage beyond which a card rots; undefined while it does not. */
export function rottenDays(lead: LeadSummary, stage: Stage, now: Date): number | undefined {
  if (!stage.rotting_days || !lead.stage_since) return undefined;
  const days = Math.floor((now.getTime() - new Date(lead.stage_since).getTime()) / dayMs);
  return days > stage.rotting_days ? days : undefined;
}

type Move = {
  lead: LeadSummary;
  from: Stage;
  to: Stage;
  pipeline: Pipeline;
  filter: Group;
  filterParam: string | undefined;
  reason: string | null;
};

/**
 * A column shows only cards whose stage is its own, so changing the stage takes the card out of the old column, and
 * back when the change is refused. The new column has to get it on top.
 */
export async function moveCard(queryClient: QueryClient, move: Move) {
  const { lead, from, to, pipeline, filter, filterParam, reason } = move;
  const totals = totalsQuery(pipeline.id, filterParam).queryKey;
  const target = columnQuery(columnFilter(filter, to.id)).queryKey;
  const shift = (source: string, destination: string) =>
    queryClient.setQueryData<{ items: StageTotals[] }>(
      totals,
      (now) => now && { ...now, items: shiftTotals(now.items, lead, source, destination) },
    );
  // A column that is still being read must not lose its answer; it is read again when the move is through.
  const isLoaded = queryClient.getQueryData(target) !== undefined;
  if (isLoaded) await queryClient.cancelQueries({ queryKey: target });
  await queryClient.cancelQueries({ queryKey: totals });
  shift(from.id, to.id);
  queryClient.setQueryData<LeadList>(target, (list) => list && onTop(list, lead));
  try {
    const saved = await saveLead(queryClient, lead.id, setStage(to, [pipeline], reason));
    if (!isLoaded) void queryClient.invalidateQueries({ queryKey: target });
    return saved;
  } catch (error) {
    shift(to.id, from.id);
    throw error;
  }
}

export function onTop(list: LeadList, lead: LeadSummary): LeadList {
  const [first, ...rest] = list.pages.map((page) => ({
    ...page,
    items: page.items.filter((each) => each.id !== lead.id),
  }));
  if (!first) return list;
  const pages: InfiniteData<(typeof list.pages)[number]>["pages"] = [
    { ...first, items: [lead, ...first.items] },
    ...rest,
  ];
  return { ...list, pages };
}
