import { useState, type KeyboardEvent } from "react";
import type { CustomValue, Field } from "@/api/fields";
import { CurrencySelect, factInput } from "@/features/leads/page/factFields";
import { fromLocal, toLocal } from "@/features/leads/tasks/due";
import { useCurrency } from "@/features/leads/useWorkspaceNames";
import { amountText, parseAmount } from "@/lib/money";
import { isMoney, parseNumber } from "./values";

type Props = {
  field: Field;
  value: CustomValue | undefined;
  label: string;
  onSave: (value: CustomValue | null) => void;
  onClose: () => void;
  className?: string;
};

const inputTypes: Partial<Record<Field["kind"], string>> = {
  date: "date",
  date_time: "datetime-local",
  url: "url",
  email: "email",
  phone: "tel",
};

function startText({ kind }: Field, value: CustomValue | undefined): string {
  if (value === undefined) return "";
  if (isMoney(value)) return amountText(value);
  return kind === "date_time" ? toLocal(String(value)) : String(value);
}

/** Undefined when what was typed is no value of this kind. */
function read({ kind }: Field, text: string, currency: string): CustomValue | null | undefined {
  if (text.trim() === "") return null;
  if (kind === "number") return parseNumber(text);
  if (kind === "date_time") return fromLocal(text) ?? undefined;
  if (kind !== "money") return text.trim();
  const amount_minor = parseAmount(text, currency);
  return amount_minor === undefined ? undefined : { amount_minor, currency };
}

/** Where a value is typed: Enter or leaving saves, Esc does not. Long texts keep Enter for themselves. */
export function CustomInput({ field, value, label, onSave, onClose, className = factInput }: Props) {
  const usual = useCurrency();
  const before = startText(field, value);
  const [text, setText] = useState(before);
  const [currency, setCurrency] = useState(isMoney(value) ? value.currency : usual);
  const next = read(field, text, currency);
  const isLong = field.kind === "long_text";

  function save() {
    if (next === undefined) return;
    onClose();
    const same = text === before && (!isMoney(value) || value.currency === currency);
    if (!same) onSave(next);
  }
  function onKeyDown(event: KeyboardEvent) {
    if (event.key === "Enter" && (!isLong || event.metaKey || event.ctrlKey)) {
      event.preventDefault();
      save();
    }
    if (event.key === "Escape") {
      event.preventDefault();
      event.stopPropagation();
      onClose();
    }
  }

  const common = {
    autoFocus: true,
    "data-autofocus": true,
    "aria-label": label,
    "aria-invalid": next === undefined || undefined,
    value: text,
  };
  if (isLong)
    return (
      <textarea
        {...common}
        rows={3}
        maxLength={5_000}
        onChange={(event) => setText(event.target.value)}
        onKeyDown={onKeyDown}
        onBlur={save}
        className={`${className} h-auto! py-1.5 field-sizing-content`}
      />
    );
  return (
    <span
      className="flex gap-1"
      onKeyDown={onKeyDown}
      onBlur={(event) => !event.currentTarget.contains(event.relatedTarget) && save()}
    >
      <input
        {...common}
        type={inputTypes[field.kind] ?? "text"}
        inputMode={field.kind === "number" || field.kind === "money" ? "decimal" : undefined}
        maxLength={500}
        onChange={(event) => setText(event.target.value)}
        className={className}
      />
      {field.kind === "money" && <CurrencySelect value={currency} onChange={setCurrency} />}
    </span>
  );
}
