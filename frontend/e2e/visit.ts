import type { Browser, Page } from "playwright-core";
import { address, launch, watch } from "./browser";

export const app = address("CLOOP_E2E_APP_URL");
export const zoom = address("CLOOP_E2E_ZOOM_URL");
export const password = "correct horse battery staple";

export type Visit = { browser: Browser; page: Page; faults: string[] };

/** A browser with one page, and a list of what must never happen on it. */
export async function visit(): Promise<Visit> {
  const browser = await launch();
  const context = await browser.newContext({
    viewport: { width: 1440, height: 900 },
    reducedMotion: "no-preference",
  });
  context.setDefaultTimeout(15_000);
  const faults = await watch(context, [app, zoom]);
  return { browser, page: await context.newPage(), faults };
}

export const heading = (page: Page, name: string | RegExp) =>
  page.getByRole("heading", { name, exact: true }).first().waitFor();

/** A workspace of one's own, without a Zoom account. */
export async function newWorkspace(page: Page, company: string) {
  await page.goto(`${app}/sign-up`);
  await page.getByLabel("Your name").fill("Ingrid Solheim");
  await page.getByLabel("Work email").fill(`ingrid.${Date.now()}@${company.toLowerCase()}.example`);
  await page.getByLabel("Password", { exact: true }).fill(password);
  await page.getByLabel("Company").fill(company);
  await page.getByRole("button", { name: "Create workspace" }).click();
  await heading(page, "Let’s catch your first lead");
}

/** What is not the job under test is prepared with the API, as a client of it would. */
export async function ask<Body>(page: Page, method: string, path: string, body?: object): Promise<Body> {
  return (await page.evaluate(
    async ([method, path, body]) => {
      const session = (await (await fetch("/api/v1/session")).json()) as { csrf_token: string };
      const answer = await fetch(`/api/v1${path}`, {
        method,
        headers: { "content-type": "application/json", "x-csrf": session.csrf_token },
        ...(body && { body: JSON.stringify(body) }),
      });
      if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${await answer.text()}`);
      const text = await answer.text();
      return text ? (JSON.parse(text) as unknown) : null;
    },
    [method, path, body ?? null] as const,
  )) as Body;
}

/** Presses keys one after the other, as "g d" or "Control+Enter". */
export async function press(page: Page, ...keys: string[]) {
  for (const key of keys.flatMap((each) => each.split(" "))) await page.keyboard.press(key);
}
