import { chromium, type Browser, type BrowserContext, type Page } from "playwright-core";

const flags = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

export function address(name: "CLOOP_E2E_APP_URL" | "CLOOP_E2E_ZOOM_URL"): string {
  const value = process.env[name];
  if (!value) throw new Error(`${name} must say where to find it, for example http://127.0.0.1:8080`);
  return value.replace(/\/$/, "");
}

export const launch = (): Promise<Browser> =>
  chromium.launch({ executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", args: flags });

/** Collects what must never happen on any page of the app. */
export async function watch(context: BrowserContext, allowed: string[]): Promise<string[]> {
  const faults: string[] = [];
  const hosts = new Set(allowed.map((url) => new URL(url).host));
  const app = new URL(allowed[0] ?? "").host;
  await context.exposeFunction("reportViolation", (text: string) => void faults.push(`policy: ${text}`));
  await context.addInitScript(() => {
    document.addEventListener("securitypolicyviolation", (event) => {
      const report = (window as unknown as { reportViolation: (text: string) => void }).reportViolation;
      report(`${event.effectiveDirective} ${event.blockedURI} at ${event.sourceFile}`);
    });
  });
  context.on("request", (request) => {
    const { host, protocol } = new URL(request.url());
    if (protocol.startsWith("http") && !hosts.has(host)) faults.push(`foreign request: ${request.url()}`);
  });
  context.on("console", (message) => {
    const from = message.location().url;
    if (message.type() === "error" && from.includes(app)) faults.push(`console: ${message.text()} (${from})`);
  });
  context.on("weberror", (error) => void faults.push(`error: ${error.error().message}`));
  return faults;
}

/** Transitions and entrances over, fonts there. */
export async function settle(page: Page) {
  await page.evaluate(async () => {
    await document.fonts.ready;
    // Transitions of a change made just now only begin with the next frame.
    await new Promise((next) => requestAnimationFrame(() => requestAnimationFrame(next)));
    const finite = document
      .getAnimations()
      .filter((each) => each.effect?.getTiming().iterations !== Infinity);
    await Promise.all(finite.map((each) => each.finished.catch(() => undefined)));
  });
}
