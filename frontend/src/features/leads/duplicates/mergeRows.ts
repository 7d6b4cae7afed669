import type { Field } from "@/api/fields";
import { customText } from "@/features/leads/fields/values";
import type { Lead } from "@/features/leads/queries";
import { statuses } from "@/features/leads/statuses";
import { countryName } from "@/lib/format";
import { formatMoney } from "@/lib/money";

/** One fact of both leads, in words. Only where both have one, and another, somebody has to choose. */
export type MergeRow = { name: string; label: string; mine: string; theirs: string; isOpen: boolean };

type Read = (lead: Lead) => string | null | undefined;

const builtIn: [name: string, label: string, read: Read][] = [
  ["first_name", "First name", (lead) => lead.first_name],
  ["last_name", "Last name", (lead) => lead.last_name],
  ["company", "Company", (lead) => lead.company],
  ["title", "Title", (lead) => lead.title],
  ["country", "Country", (lead) => lead.country && countryName(lead.country)],
  ["status", "Status", (lead) => statuses[lead.status].label],
  ["owner", "Owner", (lead) => lead.owner?.name],
  ["team", "Team", (lead) => lead.team?.name],
  ["stage", "Stage", (lead) => lead.stage?.name],
  ["value", "Value", (lead) => lead.value && formatMoney(lead.value)],
];

export function mergeRows(
  lead: Lead,
  other: Lead,
  fields: Field[],
  members: { id: string; name: string }[],
): MergeRow[] {
  const custom = fields.map((field): [string, string, Read] => [
    `custom.${field.key}`,
    field.name,
    (each) => customText(field, each.custom[field.key], members),
  ]);
  return [...builtIn, ...custom].flatMap(([name, label, read]) => {
    const mine = read(lead) ?? "";
    const theirs = read(other) ?? "";
    if (!mine && !theirs) return [];
    return { name, label, mine, theirs, isOpen: mine !== "" && theirs !== "" && mine !== theirs };
  });
}

/** What both bring along: nothing of it is lost, and nothing is there twice. */
export function united(lead: Lead, other: Lead): { label: string; items: string[] }[] {
  const list = (label: string, read: (each: Lead) => string[]) => ({
    label,
    items: [...new Set([...read(lead), ...read(other)])],
  });
  return [
    list("Emails", (each) => each.emails.map(({ raw }) => raw)),
    list("Phones", (each) => each.phones.map(({ raw }) => raw)),
    list("Tags", (each) => each.tags.map(({ name }) => name)),
    list("Registrations", (each) => each.registrations.flatMap(({ meeting }) => meeting.topic ?? [])),
  ].filter(({ items }) => items.length > 0);
}
