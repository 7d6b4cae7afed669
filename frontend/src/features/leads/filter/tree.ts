/** The filter tree, as the API, saved views and the address know it. */
export type Condition = { field: string; op: string; value?: unknown };
export type Filter = { all: Filter[] } | { any: Filter[] } | { not: Filter } | Condition;
export type Group = { all: Filter[] } | { any: Filter[] };

export const everything: Group = { all: [] };

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const maxDepth = 8;

/** Reads what came from an address or a saved view. Undefined when it is no filter tree. */
export function parseFilter(value: unknown, depth = 1): Filter | undefined {
  if (!isObject(value) || depth > maxDepth) return undefined;
  for (const join of ["all", "any"] as const) {
    const items = value[join];
    if (!Array.isArray(items)) continue;
    const parsed = items.map((each) => parseFilter(each, depth + 1));
    if (parsed.includes(undefined)) return undefined;
    return { [join]: parsed } as Group;
  }
  if ("not" in value) {
    const inner = parseFilter(value.not, depth + 1);
    return inner && { not: inner };
  }
  const { field, op } = value;
  if (typeof field !== "string" || typeof op !== "string") return undefined;
  return value.value === undefined ? { field, op } : { field, op, value: value.value };
}

export const isGroup = (filter: Filter): filter is Group => "all" in filter || "any" in filter;
export const isCondition = (filter: Filter): filter is Condition => "field" in filter;

/** The first level, which the chips and the panel show: a lone condition stands in a group of one. */
export const asGroup = (filter: Filter): Group => (isGroup(filter) ? filter : { all: [filter] });

export const itemsOf = (group: Group): Filter[] => ("all" in group ? group.all : group.any);
export const joinOf = (group: Group): "all" | "any" => ("all" in group ? "all" : "any");
export const groupOf = (join: "all" | "any", items: Filter[]): Group =>
  join === "all" ? { all: items } : { any: items };

export function countConditions(filter: Filter): number {
  if (isGroup(filter)) return itemsOf(filter).reduce((sum, each) => sum + countConditions(each), 0);
  return "not" in filter ? countConditions(filter.not) : 1;
}

/** Empty groups and doubled groups go, so that the same question always reads the same. */
export function tidy(filter: Filter): Group {
  const clean = (node: Filter): Filter | undefined => {
    if ("not" in node) {
      const inner = clean(node.not);
      return inner && { not: inner };
    }
    if (!isGroup(node)) return node;
    const items = itemsOf(node).flatMap((each) => clean(each) ?? []);
    if (items.length === 0) return undefined;
    if (items.length === 1 && items[0]) return items[0];
    return groupOf(joinOf(node), items);
  };
  const group = asGroup(filter);
  const items = itemsOf(group).flatMap((each) => clean(each) ?? []);
  return groupOf(items.length < 2 ? "all" : joinOf(group), items);
}

/** As the API wants it: nothing at all for everything. */
export function toParam(filter: Filter): string | undefined {
  const tidied = tidy(filter);
  return itemsOf(tidied).length === 0 ? undefined : JSON.stringify(tidied);
}

/** Both filters have to hold. */
export const both = (one: Filter, other: Filter): Filter => ({ all: [...flat(one), ...flat(other)] });
const flat = (filter: Filter): Filter[] => ("all" in filter ? filter.all : [filter]);
