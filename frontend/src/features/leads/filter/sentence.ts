import { formatMoney } from "@/lib/money";
import { countryName } from "@/lib/format";
import { fieldOf, isSpan, opOf, periods } from "./fields";
import { isGroup, itemsOf, joinOf, type Condition, type Filter } from "./tree";

/** Finds the words for an id or a code; undefined while they are loading or when the thing is gone. */
export type NameOf = (field: string, value: string) => string | undefined;

export type Phrase = { subject: string; verb: string; object: string };

const list = (words: string[], last: string) =>
  words.length < 2 ? words.join("") : `${words.slice(0, -1).join(", ")} ${last} ${words[words.length - 1]}`;

const date = new Intl.DateTimeFormat("en", {
  day: "numeric",
  month: "short",
  year: "numeric",
  timeZone: "UTC",
});

function formatDate(value: unknown): string {
  const moment = new Date(String(value));
  return Number.isNaN(moment.getTime()) ? String(value) : date.format(moment);
}

function objectOf({ field, op, value }: Condition, nameOf: NameOf, currency: string): string {
  const kind = fieldOf(field)?.kind;
  const number = (each: unknown) =>
    kind === "money" ? formatMoney({ amount_minor: Number(each), currency }) : String(each);
  const many = Array.isArray(value) ? value : [value];
  switch (opOf(field, op)?.operand) {
    case "none":
      return "";
    case "list": {
      const words = many.map((each) =>
        kind === "country" ? countryName(String(each)) : (nameOf(field, String(each)) ?? "something removed"),
      );
      const shown = words.length > 3 ? [...words.slice(0, 2), `${words.length - 2} more`] : words;
      return list(shown, op === "all_of" ? "and" : "or");
    }
    case "number":
      return number(value);
    case "range":
      return list(many.map(number), "and");
    case "date":
      return formatDate(value);
    case "dates":
      return list(many.map(formatDate), "and");
    case "bool":
      return value === true ? "yes" : "no";
    case "period":
      return periods[String(value)] ?? String(value);
    case "span":
      return isSpan(value)
        ? value.count === 1
          ? value.unit.replace(/s$/, "")
          : `${value.count} ${value.unit}`
        : "";
    default:
      return `“${String(value)}”`;
  }
}

export function phraseOf(condition: Condition, nameOf: NameOf, currency: string): Phrase {
  const subject = fieldOf(condition.field)?.label ?? condition.field;
  const verb = opOf(condition.field, condition.op)?.words ?? condition.op;
  // "Created today" reads better than "Created is today".
  const said = fieldOf(condition.field)?.kind === "time" && condition.op === "is" ? "" : verb;
  return { subject, verb: said, object: objectOf(condition, nameOf, currency) };
}

/** The whole filter as one sentence. */
export function sentenceOf(filter: Filter, nameOf: NameOf, currency: string, nested = false): string {
  if ("not" in filter) return `not (${sentenceOf(filter.not, nameOf, currency)})`;
  if (!isGroup(filter)) {
    const { subject, verb, object } = phraseOf(filter, nameOf, currency);
    return [subject, verb, object].filter(Boolean).join(" ");
  }
  const parts = itemsOf(filter).map((each) => sentenceOf(each, nameOf, currency, true));
  const text = parts.join(joinOf(filter) === "all" ? " and " : " or ");
  return nested && parts.length > 1 ? `(${text})` : text;
}
