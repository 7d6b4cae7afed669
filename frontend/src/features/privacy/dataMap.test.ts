import { expect, test } from "vitest";
import { matching, words } from "./dataMap";
import type { DataMapTable } from "./queries";

const column = (name: string, retention: string) => ({
  name,
  subject: "lead",
  category: "contact",
  purposes: ["capture_leads"],
  retention,
  erase: "delete",
  export: "yes",
  origin: "zoom",
});

const tables: DataMapTable[] = [
  { name: "lead_emails", columns: [column("raw", "with_lead"), column("normalized", "with_lead")] },
  { name: "deliveries", columns: [column("raw_body", "days(1)")] },
];

test("the declared words are written for people", () => {
  expect(["with_lead", "days(30)", "keep: tax law"].map(words)).toEqual([
    "With lead",
    "30 days",
    "Keep: tax law",
  ]);
});

test("the filter looks into every property and keeps only columns that match", () => {
  expect(matching(tables, "NORMALIZED")).toEqual([
    { name: "lead_emails", columns: [column("normalized", "with_lead")] },
  ]);
  expect(matching(tables, "capture leads")).toEqual(tables);
  expect(matching(tables, "lead_emails raw").map((table) => table.columns.length)).toEqual([1]);
  expect(matching(tables, "unicorn")).toEqual([]);
});
