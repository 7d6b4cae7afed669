import type { Browser, BrowserContext, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { address, launch, settle, watch } from "./browser";
import { look } from "./look";

const app = address("CLOOP_E2E_APP_URL");
const zoom = address("CLOOP_E2E_ZOOM_URL");

let browser: Browser;
let context: BrowserContext;
let page: Page;
let faults: string[];

const email = `ingrid.${Date.now()}@fjordline.example`;
const password = "correct horse battery staple";

beforeAll(async () => {
  browser = await launch();
  context = await browser.newContext({
    viewport: { width: 1440, height: 900 },
    reducedMotion: "no-preference",
  });
  context.setDefaultTimeout(15_000);
  await freeTheHost();
  faults = await watch(context, [app, zoom]);
  page = await context.newPage();
});

afterAll(() => browser.close());

const heading = (name: string) => page.getByRole("heading", { name, exact: true }).waitFor();

/** Somebody else, in another browser, registers at Zoom. */
async function register() {
  const other = await browser.newContext();
  const control = await other.newPage();
  await control.goto(zoom);
  await control
    .getByRole("button", { name: /register somebody/i })
    .first()
    .click();
  await control.waitForLoadState();
  await other.close();
}

/** The picture beside the door comes after the door itself. */
const scene = () => page.getByText("Someone registers on Zoom.").waitFor();

/**
 * The demo workspace, where there is one, has linked the host of all simulated meetings, and a Zoom account feeds one
 * workspace only. So its owner disconnects it, by hand like everything here.
 */
async function freeTheHost() {
  const demo = await browser.newContext();
  const owner = await demo.newPage();
  await owner.goto(`${app}/sign-in`);
  await owner.getByLabel("Work email").fill("demo@cloop.example");
  await owner.getByLabel("Password", { exact: true }).fill("paper lantern harbour");
  await owner.getByRole("button", { name: "Sign in" }).click();
  const inside = owner.getByRole("heading", { name: "Leads", exact: true });
  await inside.or(owner.getByRole("alert")).first().waitFor();
  if (await inside.isVisible()) {
    await owner.goto(`${app}/zoom`);
    const disconnect = owner.getByRole("button", { name: "Disconnect", exact: true });
    await disconnect
      .or(owner.getByRole("button", { name: "Connect Zoom" }))
      .first()
      .waitFor();
    if (await disconnect.isVisible()) {
      await disconnect.click();
      await owner.getByRole("button", { name: "Disconnect now" }).click();
      await owner.getByRole("heading", { name: "Connect your Zoom account" }).waitFor();
    }
  }
  await demo.close();
}

const rows = () => page.getByRole("table", { name: "Leads" }).getByRole("link");

test("from nothing to the first lead, as a person would", async () => {
  const wrong: string[] = [];
  const see = async (name: string) => wrong.push(...(await look(page, name)));

  await page.goto(`${app}/sign-up`);
  await heading("Create your workspace");
  await scene();
  await page.getByRole("button", { name: "Create workspace" }).click();
  await page.getByText("Enter your name.").waitFor();
  await see("sign-up-errors");
  await page.getByLabel("Your name").fill("Ingrid Solheim");
  await page.getByLabel("Work email").fill(email);
  await page.getByLabel("Password", { exact: true }).fill(password);
  await page.getByLabel("Company").fill("Fjordline");
  await see("sign-up");
  await page.getByRole("button", { name: "Create workspace" }).click();

  await heading("Let’s catch your first lead");
  await page.getByText("Live", { exact: true }).waitFor();
  await see("onboarding-connect");

  await page.getByRole("button", { name: "Connect Zoom" }).click();
  await page.getByRole("button", { name: "Decline" }).click();
  await heading("You declined the connection");
  await see("callback-declined");

  await page.getByRole("button", { name: "Start again" }).click();
  await page.getByRole("button", { name: "Allow" }).click();
  await heading("Zoom is connected");
  expect(new URL(page.url()).search).toBe("");
  await see("callback-connected");

  await page.goto(`${app}/zoom`);
  await page.getByText("Waiting for the first delivery").waitFor();
  await see("zoom-waiting");

  await page.goto(`${app}/leads`);
  await page.getByText("Waiting for your first registration…").waitFor();
  await see("onboarding-waiting");

  await page.evaluate(() => document.documentElement.setAttribute("data-same-page", ""));
  await register();
  await heading("Your first lead is here");
  expect(await page.locator("html[data-same-page]").count()).toBe(1);
  const name = await rows().first().innerText();
  await see("first-lead");

  await rows().first().click();
  await page.getByRole("heading", { level: 1, name }).waitFor();
  await page.getByRole("heading", { name: "Registration", exact: true }).waitFor();
  const registration = page.getByRole("article").getByRole("article");
  expect(await registration.locator("dt").count()).toBeGreaterThan(0);
  expect(await registration.locator("dd").first().innerText()).not.toBe("");
  await page.getByText(/^(Registered for|Asked to join) the/).waitFor();
  await see("lead");
  await page.getByRole("button", { name: "Where email came from" }).click();
  await page.getByText("From a Zoom registration").waitFor();
  await see("lead-origin");
  await page.keyboard.press("Escape");
  expect(wrong).toEqual([]);
});

test("the rest of the rooms, by keyboard where there is a key", async () => {
  const wrong: string[] = [];
  const see = async (name: string) => wrong.push(...(await look(page, name)));

  await page.keyboard.press("g");
  await page.keyboard.press("l");
  await heading("Leads");
  await register();
  await register();
  await expect.poll(() => rows().count()).toBeGreaterThanOrEqual(2);
  await settle(page);
  await see("leads");
  await page.keyboard.press("j");
  await page.keyboard.press("Space");
  await page.getByRole("complementary", { name: "Lead preview" }).waitFor();
  await settle(page);
  await see("leads-peek");
  await page.keyboard.press("Escape");

  await page.keyboard.press("?");
  await page.getByRole("dialog", { name: "Keyboard shortcuts" }).waitFor();
  await see("help");
  await page.keyboard.press("Escape");
  await page.keyboard.press("Control+k");
  await page.getByRole("dialog", { name: "Commands" }).waitFor();
  await see("commands");
  await page.getByRole("combobox").fill("zoom");
  await page.keyboard.press("Enter");

  await heading("Zoom");
  await page.getByText("Receiving from Zoom").waitFor();
  await see("zoom");
  await page.getByRole("button", { name: "Disconnect" }).click();
  await page.getByRole("dialog").waitFor();
  await see("zoom-disconnect");
  await page.getByRole("button", { name: "Keep it" }).click();

  for (const [keys, title] of [
    ["gd", "Today"],
    ["gt", "Tasks"],
    ["gn", "Notifications"],
    ["gu", "Duplicates"],
    ["gr", "Reports"],
    ["ga", "Rules"],
  ] as const) {
    for (const key of keys) await page.keyboard.press(key);
    await heading(title);
    await see(title.toLowerCase());
  }
  for (const section of ["fields", "notifications", "audit"]) {
    await page.goto(`${app}/settings/${section}`);
    await heading("Settings");
    await page.getByRole("status", { name: "Loading" }).waitFor({ state: "detached" });
    await see(`settings-${section}`);
  }

  await page.keyboard.press("g");
  await page.keyboard.press("p");
  await heading("What we store");
  await see("privacy-data");

  await page.goto(`${app}/nowhere`);
  await heading("There is nothing here");
  await see("not-found");
  expect(wrong).toEqual([]);
});

test("signing out closes the door, and the same key opens it again", async () => {
  await page.goto(`${app}/leads`);
  await page.getByRole("button", { name: /^Account/ }).click();
  await page.getByRole("menuitem", { name: "Sign out" }).click();
  await heading("Sign in");
  await scene();
  expect(await look(page, "sign-in")).toEqual([]);
  const cookies = await context.cookies();
  expect(cookies.filter(({ name }) => name !== "__Host-session" && name !== "__Host-oauth")).toEqual([]);

  await page.getByLabel("Work email").fill(email);
  await page.getByLabel("Password", { exact: true }).fill(password);
  await page.getByRole("button", { name: "Sign in" }).click();
  await heading("Leads");
  expect(await rows().count()).toBeGreaterThan(0);
});

test("nothing went wrong on the way: no console error, no policy violation, no foreign host", () => {
  expect(faults).toEqual([]);
});
