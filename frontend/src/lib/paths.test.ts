import { expect, test } from "vitest";
import { paths, safeReturnPath } from "./paths";

test("the addresses of the app", () => {
  const all = Object.entries(paths).map(([name, build]) => [name, build("LEAD")]);
  expect(Object.fromEntries(all)).toMatchInlineSnapshot(`
    {
      "bin": "/bin",
      "board": "/board",
      "duplicates": "/duplicates",
      "lead": "/leads/LEAD",
      "leads": "/leads",
      "notifications": "/notifications",
      "privacyData": "/privacy/data",
      "reports": "/reports",
      "rules": "/rules",
      "settings": "/settings",
      "signIn": "/sign-in?return_to=LEAD",
      "signUp": "/sign-up",
      "tasks": "/tasks",
      "today": "/today",
      "zoom": "/zoom",
      "zoomCallback": "/zoom/callback",
    }
  `);
});

test("only a path of this origin may be returned to", () => {
  expect(safeReturnPath("/leads?peek=1")).toBe("/leads?peek=1");
  for (const bad of [
    "https://evil.example",
    "//evil.example",
    "/\\evil.example",
    "javascript:alert(1)",
    "",
    7,
    undefined,
  ]) {
    expect(safeReturnPath(bad)).toBeUndefined();
  }
});
