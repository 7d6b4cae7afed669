import type { Tone } from "@/ui/Badge";
import type { LeadSummary } from "./queries";

export const statuses: Record<LeadSummary["status"], { label: string; tone: Tone }> = {
  new: { label: "New", tone: "accent" },
  working: { label: "Working", tone: "warn" },
  nurturing: { label: "Nurturing", tone: "violet" },
  qualified: { label: "Qualified", tone: "teal" },
  converted: { label: "Converted", tone: "good" },
  unqualified: { label: "Unqualified", tone: "danger" },
  archived: { label: "Archived", tone: "neutral" },
};

export const sources: Record<LeadSummary["source"], string> = {
  zoom_meeting: "Zoom meeting",
  zoom_webinar: "Zoom webinar",
  manual: "Added by hand",
};

/** What a filter can ask of the open tasks of a lead. */
export const taskWords: Record<string, string> = {
  overdue: "overdue",
  today: "due today",
  mine: "mine",
};

export const origins: Record<string, string> = {
  zoom: "From a Zoom registration",
  member: "A member entered it",
};
