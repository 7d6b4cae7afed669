import { afterAll, beforeAll, expect, test } from "vitest";
import { look } from "./look";
import { app, ask, heading, newWorkspace, press, visit, type Visit } from "./visit";

/** What keeps a workspace in order: its own fields, duplicates, rules, reports, the audit. */
let here: Visit;
let leadId: string;
beforeAll(async () => {
  here = await visit();
  await newWorkspace(here.page, "Kestrel");
  const lead = await ask<{ id: string }>(here.page, "POST", "/leads", {
    first_name: "Maya",
    last_name: "Okonkwo",
    company: "Northwind",
    phones: ["+4791234567"],
  });
  leadId = lead.id;
});
afterAll(() => here.browser.close());

test("a field of one’s own is made and set by keyboard, and one that is too delicate waits for its basis", async () => {
  const { page } = here;
  await page.goto(`${app}/settings/fields`);
  for (const name of ["Team size", "Health condition"]) {
    await page.getByRole("button", { name: "New field" }).press("Enter");
    await page.getByRole("dialog", { name: "New field" }).waitFor();
    await page.keyboard.type(name);
    await press(page, "Enter");
    await page.getByRole("dialog").waitFor({ state: "detached" });
    await page.getByRole("button", { name: `Edit ${name}` }).waitFor();
  }
  await page.getByText(/In quarantine/).waitFor();
  expect(await look(page, "fields-quarantine")).toEqual([]);
  await page.getByRole("button", { name: "Record a lawful basis" }).press("Enter");
  await page.getByRole("dialog", { name: /Lawful basis/ }).waitFor();
  await page.getByRole("radio", { name: /Explicit consent/ }).press("Space");
  expect(await look(page, "field-basis")).toEqual([]);
  await press(page, "Enter");
  await page.getByText(/In quarantine/).waitFor({ state: "detached" });

  await page.goto(`${app}/leads/${leadId}`);
  await page.getByRole("button", { name: /^Team size:/ }).press("Enter");
  await page.getByRole("textbox", { name: "Team size" }).fill("forty");
  await press(page, "Enter");
  await page.getByRole("button", { name: "Team size: forty" }).waitFor();
  await page.getByText("set Team size to forty").waitFor();
});

test("two leads that are one are found, compared and merged by keys, and taken apart again", async () => {
  const { page } = here;
  await ask(page, "POST", "/leads", {
    first_name: "Maya",
    last_name: "Okonkwo",
    title: "Head of Sales",
    company: "Northwind AS",
    phones: ["+4791234567"],
  });
  await expect
    .poll(() => ask<{ count: number }>(page, "GET", "/duplicates/count"), { timeout: 15_000 })
    .toMatchObject({ count: 1 });
  await press(page, "g u");
  await heading(page, "Duplicates");
  await page.getByText("Same phone").waitFor();
  expect(await look(page, "duplicates-found")).toEqual([]);
  await press(page, "j m");
  await heading(page, "Merge two leads");
  expect(await look(page, "merge")).toEqual([]);
  await press(page, "Control+Enter");
  await heading(page, "Maya Okonkwo");
  await page.getByText("Maya Okonkwo merged into Maya Okonkwo").waitFor();
  await press(page, "Control+z");
  await page
    .getByText(/is a lead of its own again/)
    .first()
    .waitFor();
});

test("a rule is tried before it counts, and decides who gets the next lead", async () => {
  const { page } = here;
  await press(page, "g a");
  await heading(page, "Rules");
  await page.getByRole("button", { name: "New rule" }).press("Enter");
  await page.getByRole("dialog", { name: "New assignment rule" }).waitFor();
  await page.keyboard.type("Everybody to Ingrid");
  await page.getByRole("button", { name: /^To:/ }).press("Enter");
  await page.getByRole("option", { name: /Ingrid Solheim/ }).waitFor();
  await press(page, "Enter");
  await page.getByRole("button", { name: "To: Ingrid Solheim" }).waitFor();
  await page.getByRole("button", { name: "Try this rule" }).press("Enter");
  await page.getByRole("dialog").getByRole("cell", { name: "Maya Okonkwo" }).first().waitFor();
  expect(await look(page, "rule-tried")).toEqual([]);
  await page.getByRole("button", { name: "Add rule" }).press("Enter");
  await page.getByRole("heading", { name: /Everybody to Ingrid/ }).waitFor();
  const lead = await ask<{ id: string; owner: { name: string } | null }>(page, "POST", "/leads", {
    first_name: "Jonas",
  });
  expect(lead.owner?.name).toBe("Ingrid Solheim");
  await page.goto(`${app}/leads/${lead.id}`);
  await page.getByText(/The rule Everybody to Ingrid gave this to/).waitFor();
});

test("a report is a plot, a table and a file", async () => {
  const { page } = here;
  await press(page, "g r");
  await heading(page, "Reports");
  await page.getByRole("button", { name: "Sources" }).press("Enter");
  await page.getByRole("img", { name: /Entered: 3/ }).waitFor();
  expect(await look(page, "report-sources")).toEqual([]);
  const file = page.waitForEvent("download");
  await page.getByRole("link", { name: "CSV" }).press("Enter");
  expect((await file).suggestedFilename()).toMatch(/^sources.*\.csv$/);
});

test("the audit and the history of a lead say who did what", async () => {
  const { page } = here;
  await page.goto(`${app}/settings/audit`);
  const audit = page.getByRole("table", { name: "Audit" });
  await audit.getByText("Everybody to Ingrid").waitFor();
  expect(await audit.getByText("Team size").count()).toBeGreaterThan(0);
  await page.goto(`${app}/leads/${leadId}`);
  await page.getByRole("button", { name: "More about this lead" }).press("Enter");
  await page.getByRole("menuitem", { name: "History" }).press("Enter");
  await page.getByRole("dialog", { name: "History of Maya Okonkwo" }).getByText("changed facts").waitFor();
  expect(await look(page, "lead-history")).toEqual([]);
});

test("nothing went wrong on the way", () => expect(here.faults).toEqual([]));
