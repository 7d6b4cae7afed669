import type { CustomValue, Field } from "@/api/fields";
import type { Edit } from "@/features/leads/edit/edits";
import type { LeadSummary, Money } from "@/features/leads/queries";
import { formatShort } from "@/lib/format";
import { formatMoney } from "@/lib/money";

type Named = { id: string; name: string };

const date = new Intl.DateTimeFormat("en", {
  day: "numeric",
  month: "short",
  year: "numeric",
  timeZone: "UTC",
});

export const isMoney = (value: unknown): value is Money =>
  typeof value === "object" && value !== null && "amount_minor" in value;

const optionLabel = (field: Field, id: string) =>
  field.options.find((option) => option.id === id)?.label ?? "removed";

/** A value in words. What is not there has none. */
export function customText(field: Field, value: CustomValue | undefined, members: Named[]): string {
  if (value === undefined) return "";
  if (isMoney(value)) return formatMoney(value);
  if (Array.isArray(value)) return value.map((id) => optionLabel(field, id)).join(", ");
  switch (field.kind) {
    case "choice":
      return optionLabel(field, String(value));
    case "member":
      return members.find(({ id }) => id === value)?.name ?? "a former member";
    case "checkbox":
      return value === true ? "Yes" : "No";
    case "number":
      return Number(value).toLocaleString("en", { maximumFractionDigits: 6 });
    case "date": {
      const day = new Date(`${String(value)}T00:00:00Z`);
      return Number.isNaN(day.getTime()) ? String(value) : date.format(day);
    }
    case "date_time":
      return formatShort(new Date(String(value)));
    default:
      return String(value);
  }
}

/** Reads a number as people type it. Undefined when it is none, or one that the API would not take. */
export function parseNumber(text: string): number | undefined {
  const bare = text.trim().replace(/[\s_’']/g, "");
  const plain =
    /,\d{3}(\D|$)/.test(bare) || bare.includes(".") ? bare.replaceAll(",", "") : bare.replace(",", ".");
  if (!/^-?\d*\.?\d{0,6}$/.test(plain) || !/\d/.test(plain)) return undefined;
  const number = Number(plain);
  return Math.abs(number) < 9e12 ? number : undefined;
}

export function setCustom(lead: LeadSummary, { key }: Field, value: CustomValue | null): Edit {
  const rest = Object.fromEntries(Object.entries(lead.custom).filter(([name]) => name !== key));
  return {
    change: { custom: { [key]: value } },
    preview: { custom: value === null ? rest : { ...rest, [key]: value } },
  };
}
