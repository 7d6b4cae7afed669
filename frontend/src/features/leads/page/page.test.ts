import { expect, test } from "vitest";
import type { Activity } from "@/features/leads/queries";
import { describe } from "./activityText";
import { wrongIn } from "./Contacts";

function say(kind: Activity["kind"], detail: object, name: string | null = "Ingrid") {
  const activity = {
    id: "a",
    kind,
    actor: { kind: "member", name },
    occurred_at: "2026-11-22T09:00:00Z",
    detail,
  };
  const { parts, changes } = describe(activity as Activity);
  const words = parts.map((part) => (typeof part === "string" ? part : part.value)).join(" ");
  return changes ? `${words}: ${changes.map((change) => change.field).join(", ")}` : words;
}

test("every kind of entry is a sentence", () => {
  expect(say("fields_changed", { changes: [{ field: "company", from: "A", to: "B" }] })).toBe(
    "Ingrid changed the company from A to B",
  );
  expect(say("fields_changed", { changes: [{ field: "title", from: null, to: "CTO" }] })).toBe(
    "Ingrid set the title to CTO",
  );
  expect(say("fields_changed", { changes: [{ field: "title", from: "CTO", to: null }] })).toBe(
    "Ingrid cleared the title which was CTO",
  );
  expect(
    say("fields_changed", {
      changes: [
        { field: "first_name", from: "A", to: "B" },
        { field: "phones", from: null, to: "1" },
      ],
    }),
  ).toBe("Ingrid changed 2 facts: first name, phones");
  expect(say("stage_changed", { from: "Inbox", to: "Lost", pipeline: "Sales", lost_reason: "Price" })).toBe(
    "Ingrid moved this from Inbox to Lost because: Price",
  );
  expect(say("stage_changed", { from: null, to: "Inbox" })).toBe("Ingrid put this into Inbox");
  expect(say("owner_changed", { from: null, to: "Tobias" })).toBe("Ingrid assigned this to Tobias");
  expect(say("owner_changed", { from: "Tobias", to: null }, null)).toBe("A member took this from Tobias");
  expect(say("untagged", { tag: "Hot" })).toBe("Ingrid removed the tag Hot");
  expect(say("lead_restored", {})).toBe("Ingrid took this out of the bin");
  expect(say("fields_changed", { changes: "nonsense" })).toBe("Ingrid changed something");
  expect(say("note_added", {})).toBe("Ingrid wrote a note, which was deleted");
  expect(say("task_completed", { title: "Call" })).toBe("Ingrid finished the task Call");
  expect(say("merged", { name: "Maya O." })).toBe("Ingrid merged Maya O. into this one");
  expect(say("merged_away", { name: "Maya" })).toBe("Ingrid merged this into Maya");
  expect(
    say("fields_changed", { changes: [{ field: "custom.plan", label: "Plan", from: null, to: "Growth" }] }),
  ).toBe("Ingrid set Plan to Growth");
  expect(say("unheard_of" as Activity["kind"], {})).toBe("Something changed");
});

test("addresses and numbers are looked at before anybody is asked", () => {
  expect(wrongIn("emails", ["a@b.example", "c@d.example"])).toBeUndefined();
  expect(wrongIn("emails", ["a@b"])).toContain("no email address");
  expect(wrongIn("emails", ["a@b.example", "A@b.example"])).toContain("twice");
  expect(wrongIn("phones", ["call me"])).toContain("no phone number");
});
