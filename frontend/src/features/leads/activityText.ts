import type { Activity } from "./queries";
import { sources } from "./statuses";

const registrationWords: Record<string, string> = {
  pending: "Asked to join",
  approved: "Registered for",
  denied: "Was denied a place at",
  cancelled: "Cancelled the registration for",
};

/** One sentence per kind; the subject is user data and gets isolated where it is shown. */
export function describe({ kind, actor, detail }: Activity): { text: string; subject?: string | undefined } {
  const read = (name: string) => {
    const value = (detail as Record<string, unknown>)[name];
    return typeof value === "string" ? value : undefined;
  };
  switch (kind) {
    case "registered": {
      const word = registrationWords[read("status") ?? "approved"] ?? "Registered for";
      return { text: `${word} the ${read("meeting_kind") ?? "meeting"}`, subject: read("topic") };
    }
    case "lead_created": {
      if (actor.kind === "member") return { text: "Lead created by", subject: actor.name ?? "a member" };
      const source = Object.entries(sources).find(([name]) => name === read("source"));
      return { text: source ? `Became a lead through a ${source[1]} registration` : "Became a lead" };
    }
    default:
      return { text: "Something changed" };
  }
}
