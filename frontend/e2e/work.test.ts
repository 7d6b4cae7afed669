import { afterAll, beforeAll, expect, test } from "vitest";
import { look } from "./look";
import { app, ask, heading, newWorkspace, press, visit, type Visit } from "./visit";

/** What a member does all day: notes, tasks, and what they are told. */
let here: Visit;
beforeAll(async () => {
  here = await visit();
  await newWorkspace(here.page, "Fjordline");
});
afterAll(() => here.browser.close());

test("a lead, a note and a task, by keyboard alone", async () => {
  const { page } = here;
  await page.goto(`${app}/leads`);
  await heading(page, "Leads");
  await press(page, "c");
  await page.getByRole("dialog", { name: "New lead" }).waitFor();
  await page.keyboard.type("Maya");
  await press(page, "Tab");
  await page.keyboard.type("Okonkwo");
  await press(page, "Control+Enter");
  await page.getByRole("dialog").waitFor({ state: "detached" });
  const { items } = await ask<{ items: { id: string }[] }>(page, "GET", "/leads");
  await page.goto(`${app}/leads/${items[0]?.id}`);
  await heading(page, "Maya Okonkwo");

  await press(page, "n");
  await page.keyboard.type("Spoke with her. The **budget** is there, @Ing");
  await page.getByRole("option", { name: /Ingrid Solheim/ }).waitFor();
  await press(page, "Enter");
  await page.keyboard.type("knows more.");
  await press(page, "Control+Enter");
  await page.locator("strong", { hasText: "budget" }).waitFor();
  await page.getByText("@Ingrid Solheim").waitFor();

  await press(page, "Escape", "t");
  await page.getByRole("dialog", { name: "New task" }).waitFor();
  await page.keyboard.type("Send the offer");
  await press(page, "Tab");
  await expect.poll(() => page.evaluate(() => document.activeElement?.textContent)).toBe("Today");
  await press(page, "Enter", "Control+Enter");
  await page.getByRole("checkbox", { name: "Done: Send the offer" }).waitFor();
  await page.getByText("added the task").waitFor();
  expect(await look(page, "lead-worked-on")).toEqual([]);
});

test("the day and the list of tasks are walked and ticked off by keys", async () => {
  const { page } = here;
  await press(page, "g d");
  await heading(page, "Today");
  await page.getByRole("checkbox", { name: "Done: Send the offer" }).waitFor();
  expect(await look(page, "today-due")).toEqual([]);
  await press(page, "g t");
  await heading(page, "Tasks");
  const box = page.getByRole("checkbox", { name: "Done: Send the offer" });
  await box.waitFor();
  await press(page, "j x");
  await expect.poll(() => box.getAttribute("aria-checked")).toBe("true");
  await page.getByText("Done: Send the offer", { exact: true }).waitFor();
  await press(page, "Control+z");
  await expect.poll(() => box.getAttribute("aria-checked")).toBe("false");
  expect(await look(page, "tasks-open")).toEqual([]);
});

test("what is due is told live, and leads to its lead", async () => {
  const { page } = here;
  const { items } = await ask<{ items: { id: string }[] }>(page, "GET", "/leads");
  await ask(page, "POST", `/leads/${items[0]?.id}/tasks`, {
    title: "Call back",
    due_at: new Date(Date.now() - 60_000).toISOString(),
  });
  const bell = page.getByRole("button", { name: /^Notifications, \d+ unread/ });
  await bell.first().waitFor();
  await bell.first().press("Enter");
  await page.getByRole("dialog", { name: "Notifications" }).getByText("Call back").waitFor();
  await page
    .getByRole("dialog", { name: "Notifications" })
    .getByRole("link", { name: /Call back/ })
    .press("Enter");
  await heading(page, "Maya Okonkwo");
  await press(page, "g n");
  await heading(page, "Notifications");
  await page.getByText("Call back").waitFor();
});

test("many leads are changed at once by keys, and back again", async () => {
  const { page } = here;
  for (const first_name of ["Jonas", "Noor"]) await ask(page, "POST", "/leads", { first_name });
  await page.goto(`${app}/leads`);
  await page.getByRole("link", { name: "Jonas" }).waitFor();
  await press(page, "j", "x", "j", "j", "Shift+X");
  await page.getByText("3 selected").waitFor();
  expect(await look(page, "leads-selected")).toEqual([]);
  await press(page, "s");
  await page.getByRole("option", { name: /Contacted/ }).waitFor();
  await page.keyboard.type("Contacted");
  await press(page, "Enter");
  await page.getByText(/^3 leads: /).waitFor();
  await press(page, "Escape", "Control+z");
  await page.getByText("Undone", { exact: true }).waitFor();
});

test("nothing went wrong on the way", () => expect(here.faults).toEqual([]));
