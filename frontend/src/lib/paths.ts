/** Every address of the app, in one place. The route tree uses the same shapes. */
export const paths = {
  signIn: (returnTo?: string) =>
    returnTo ? `/sign-in?return_to=${encodeURIComponent(returnTo)}` : "/sign-in",
  signUp: () => "/sign-up",
  today: () => "/today",
  leads: () => "/leads",
  reports: () => "/reports",
  rules: () => "/rules",
  duplicates: () => "/duplicates",
  tasks: () => "/tasks",
  notifications: () => "/notifications",
  board: () => "/board",
  bin: () => "/bin",
  settings: () => "/settings",
  lead: (leadId: string) => `/leads/${leadId}`,
  zoom: () => "/zoom",
  zoomCallback: () => "/zoom/callback",
  privacyData: () => "/privacy/data",
};

/** Only a path on this origin may be returned to; anything else is an open redirect. */
export function safeReturnPath(value: unknown): string | undefined {
  if (typeof value !== "string" || !/^\/(?![/\\])/.test(value)) return undefined;
  const url = new URL(value, "http://local.invalid");
  return url.host === "local.invalid" ? url.pathname + url.search + url.hash : undefined;
}
