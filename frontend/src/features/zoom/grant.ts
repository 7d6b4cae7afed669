import { ApiError } from "@/api/problem";
import { connectZoom, type Connection } from "./queries";

export type Grant =
  { kind: "granted"; code: string; state: string } | { kind: "declined" } | { kind: "nothing" };

let captured: Grant | undefined;

function read(search: URLSearchParams): Grant {
  const code = search.get("code");
  const state = search.get("state");
  if (code && state) return { kind: "granted", code, state };
  // Zoom does not document how it reports a refusal: any answer without a code counts as one.
  if (search.has("error") || state) return { kind: "declined" };
  return { kind: "nothing" };
}

/** Takes Zoom's answer out of the address, so that the code stays neither in the history nor on the screen. */
export function captureGrant(): Grant {
  if (window.location.search) {
    captured = read(new URLSearchParams(window.location.search));
    window.history.replaceState(window.history.state, "", window.location.pathname);
  }
  return captured ?? { kind: "nothing" };
}

const calls = new Map<string, Promise<Connection>>();

/** A code is good for one use, and React may run an effect twice. */
export function connectOnce({ code, state }: { code: string; state: string }): Promise<Connection> {
  const call = calls.get(state) ?? connectZoom({ code, state });
  calls.set(state, call);
  return call;
}

export type Outcome =
  | "connecting"
  | "connected"
  | "declined"
  | "expired"
  | "mismatch"
  | "linked_elsewhere"
  | "unavailable"
  | "rejected"
  | "signed_out"
  | "no_permission"
  | "nothing"
  | "failed";

const outcomes: Record<string, Outcome> = {
  authorization_expired: "expired",
  authorization_mismatch: "mismatch",
  zoom_already_linked: "linked_elsewhere",
  zoom_unavailable: "unavailable",
  network: "unavailable",
  zoom_code_rejected: "rejected",
  unauthenticated: "signed_out",
  forbidden: "no_permission",
};

export const outcomeOf = (error: unknown): Outcome =>
  (error instanceof ApiError ? outcomes[error.code] : undefined) ?? "failed";
