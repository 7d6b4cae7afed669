import type { components } from "./contract";

type Problem = components["schemas"]["Problem"];

export type FieldErrors = Record<string, { code: string; message: string }>;

/** What every failed request becomes. The rest of the app reads codes, never bodies or sentences. */
export class ApiError extends Error {
  override name = "ApiError";
  readonly code: string;
  readonly status: number;
  readonly requestId: string | undefined;
  readonly retryAfter: number | undefined;
  readonly fieldErrors: FieldErrors;
  /** The lead an address belongs to already, where it may be seen. */
  readonly leadId: string | undefined;

  constructor(init: {
    code: string;
    status: number;
    requestId?: string | undefined;
    retryAfter?: number | undefined;
    fieldErrors?: FieldErrors;
    leadId?: string | undefined;
  }) {
    super(init.code);
    this.code = init.code;
    this.status = init.status;
    this.requestId = init.requestId;
    this.retryAfter = init.retryAfter;
    this.fieldErrors = init.fieldErrors ?? {};
    this.leadId = init.leadId;
  }
}

const messages: Record<string, string> = {
  network: "Cloop can’t be reached. Check your connection and try again.",
  unauthenticated: "You are signed out. Sign in to go on.",
  forbidden: "Your role doesn’t allow this. Ask an owner or admin of the workspace.",
  not_found: "This doesn’t exist, or it was removed.",
  invalid: "Some fields need another look.",
  email_taken: "An account with this email exists already. Sign in instead.",
  wrong_credentials: "That email and password don’t go together.",
  too_many_attempts: "Too many attempts. Wait a little before the next one.",
};

/** Screens behind the door bring their own words: whoever only signs in does not load them. */
export const learn = (more: Record<string, string>) => void Object.assign(messages, more);

const fieldMessages: Record<string, string> = {
  "/name required": "Enter your name.",
  "/email required": "Enter your work email.",
  "/email email": "Enter an email address such as name@company.com.",
  "/email email_taken": messages.email_taken ?? "",
  "/password required": "Choose a password.",
  "/password length": "Use 12 to 256 characters.",
  "/password guessable": "Too easy to guess. A few unrelated words make a strong password.",
  "/company_name required": "Enter your company’s name.",
};

export function messageFor(error: unknown): string {
  if (!(error instanceof ApiError)) return "Something went wrong on this page.";
  const wait = error.code === "too_many_attempts" && error.retryAfter;
  if (wait)
    return `Too many attempts. Try again in ${wait < 90 ? `${wait} seconds` : `${Math.ceil(wait / 60)} minutes`}.`;
  return messages[error.code] ?? "Something went wrong on our side. Trying again may help.";
}

function fieldMessage(pointer: string, code: string, detail = ""): string {
  return fieldMessages[`${pointer} ${code}`] ?? (detail || "Check this field.");
}

function isProblem(body: unknown): body is Problem {
  return (
    typeof body === "object" &&
    body !== null &&
    "code" in body &&
    typeof body.code === "string" &&
    "errors" in body
  );
}

export async function readProblem(response: Response): Promise<ApiError> {
  const body: unknown = await response.json().catch(() => null);
  const retryAfter = Number(response.headers.get("retry-after")) || undefined;
  const requestId = response.headers.get("x-request-id") ?? undefined;
  if (!isProblem(body)) {
    const code = response.status === 401 ? "unauthenticated" : "unexpected";
    return new ApiError({ code, status: response.status, requestId, retryAfter });
  }
  const fieldErrors: FieldErrors = {};
  for (const { pointer, code, detail } of body.errors) {
    fieldErrors[pointer] ??= { code, message: fieldMessage(pointer, code, detail) };
  }
  return new ApiError({
    code: body.code,
    status: response.status,
    requestId: requestId ?? body.instance,
    retryAfter,
    fieldErrors,
    leadId: body.lead_id ?? undefined,
  });
}
