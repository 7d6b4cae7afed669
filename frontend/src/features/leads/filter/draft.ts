import { blank, isComplete } from "./fields";
import {
  asGroup,
  groupOf,
  isGroup,
  itemsOf,
  joinOf,
  tidy,
  type Condition,
  type Filter,
  type Group,
} from "./tree";

/** While somebody edits, rows have identities and may be unfinished, and "none of" is a way to join like the others. */
export type Join = "all" | "any" | "none";
export type DraftGroup = { id: number; join: Join; items: Draft[] };
export type DraftRow = { id: number; condition: Condition };
export type Draft = DraftGroup | DraftRow;

export const isRow = (draft: Draft): draft is DraftRow => "condition" in draft;

let last = 0;

export const newRow = (field: string): DraftRow => ({ id: ++last, condition: blank(field) });
export const newGroup = (items: Draft[], join: Join = "any"): DraftGroup => ({ id: ++last, join, items });

function draftOf(filter: Filter): Draft {
  if (isGroup(filter)) return newGroup(itemsOf(filter).map(draftOf), joinOf(filter));
  if (!("not" in filter)) return { id: ++last, condition: filter };
  const inner = filter.not;
  return newGroup("any" in inner ? inner.any.map(draftOf) : [draftOf(inner)], "none");
}

export const toDraft = (filter: Filter): DraftGroup => {
  const group = asGroup(filter);
  return newGroup(itemsOf(group).map(draftOf), joinOf(group));
};

function filterOf(draft: Draft): Filter | undefined {
  if (isRow(draft)) return isComplete(draft.condition) ? draft.condition : undefined;
  const items = draft.items.flatMap((each) => filterOf(each) ?? []);
  if (items.length === 0) return undefined;
  return draft.join === "none" ? { not: { any: items } } : groupOf(draft.join, items);
}

export const fromDraft = (draft: DraftGroup): Group => tidy(filterOf(draft) ?? { all: [] });

/** Replaces one row or group, wherever it is; undefined takes it out. */
export function change(group: DraftGroup, id: number, to: Draft | undefined): DraftGroup {
  const items = group.items.flatMap((each) => {
    if (each.id === id) return to ?? [];
    return isRow(each) ? each : change(each, id, to);
  });
  return { ...group, items };
}

export const countRows = (group: DraftGroup): number =>
  group.items.reduce((sum, each) => sum + (isRow(each) ? 1 : countRows(each)), 0);
