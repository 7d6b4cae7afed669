import { expect, test } from "vitest";
import { change, fromDraft, newRow, toDraft } from "./draft";
import { blank, fields, isComplete, ops } from "./fields";
import { sentenceOf, type NameOf } from "./sentence";
import { parseFilter, tidy, toParam, type Filter } from "./tree";

const names: Record<string, string> = {
  "owner me": "me",
  "status new": "New",
  "status working": "Working",
  "tag t1": "Hot",
  "tag t2": "Partner",
};
const nameOf: NameOf = (field, value) => names[`${field} ${value}`];
const say = (filter: Filter) => sentenceOf(filter, nameOf, "EUR");

const open: Filter = { field: "status", op: "any_of", value: ["new", "working"] };
const mine: Filter = { field: "owner", op: "any_of", value: ["me"] };

test("conditions read like sentences", () => {
  expect(say(open)).toBe("Status is New or Working");
  expect(say(mine)).toBe("Owner is me");
  expect(say({ field: "tag", op: "all_of", value: ["t1", "t2"] })).toBe(
    "Tags include all of Hot and Partner",
  );
  expect(say({ field: "created_at", op: "in_last", value: { count: 7, unit: "days" } })).toBe(
    "Created in the last 7 days",
  );
  expect(say({ field: "created_at", op: "is", value: "this_week" })).toBe("Created this week");
  expect(say({ field: "value", op: "at_least", value: 500000 })).toBe("Value is at least €5,000");
  expect(say({ field: "company", op: "contains", value: "fjord" })).toBe("Company contains “fjord”");
  expect(say({ field: "country", op: "any_of", value: ["SE"] })).toBe("Country is Sweden");
  expect(say({ field: "stage", op: "any_of", value: ["gone"] })).toBe("Stage is something removed");
});

test("groups are joined by and, or, not", () => {
  expect(say({ all: [mine, { any: [open, { field: "stage", op: "empty" }] }] })).toBe(
    "Owner is me and (Status is New or Working or Stage is empty)",
  );
  expect(say({ not: { any: [open] } })).toBe("not (Status is New or Working)");
});

test("an address is read carefully", () => {
  expect(parseFilter({ all: [mine] })).toEqual({ all: [mine] });
  expect(parseFilter({ field: "company", op: "empty" })).toEqual({ field: "company", op: "empty" });
  for (const bad of [
    undefined,
    null,
    7,
    "x",
    [],
    {},
    { all: [1] },
    { all: "x" },
    { not: 1 },
    { field: 1, op: "is" },
  ])
    expect(parseFilter(bad)).toBeUndefined();
  let deep: unknown = mine;
  for (let n = 0; n < 9; n++) deep = { not: deep };
  expect(parseFilter(deep)).toBeUndefined();
});

test("what means nothing is not sent", () => {
  expect(toParam({ all: [] })).toBeUndefined();
  expect(toParam({ all: [{ any: [] }, { all: [{ any: [] }] }] })).toBeUndefined();
  expect(tidy({ any: [{ all: [mine] }] })).toEqual({ all: [mine] });
  expect(toParam(mine)).toBe(JSON.stringify({ all: [mine] }));
});

test("a filter survives being edited", () => {
  const filters: Filter[] = [
    { all: [mine, open] },
    { any: [mine, { all: [open, { field: "company", op: "empty" }] }] },
    { all: [mine, { not: { any: [open, { field: "company", op: "empty" }] } }] },
  ];
  for (const filter of filters) expect(fromDraft(toDraft(filter))).toEqual(filter);
});

test("an unfinished row stays in the panel", () => {
  const draft = toDraft({ all: [mine] });
  const longer = { ...draft, items: [...draft.items, newRow("company")] };
  expect(fromDraft(longer)).toEqual({ all: [mine] });
  const row = longer.items[1]!;
  const done = change(longer, row.id, { id: row.id, condition: { field: "company", op: "is", value: "A" } });
  expect(fromDraft(done)).toEqual({ all: [mine, { field: "company", op: "is", value: "A" }] });
  expect(change(done, row.id, undefined).items).toHaveLength(1);
});

test("every operator of every field starts with something that can be finished", () => {
  for (const [field, { kind }] of Object.entries(fields)) {
    for (const op of Object.keys(ops[kind])) {
      const operand = ops[kind][op]!.operand;
      const complete = isComplete(blank(field, op));
      expect([field, op, complete]).toEqual([field, op, ["none", "span", "period"].includes(operand)]);
    }
  }
});
