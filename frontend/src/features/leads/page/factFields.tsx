import { useEffect, useRef, useState, type KeyboardEvent, type ReactNode } from "react";
import type { Money } from "@/features/leads/queries";
import { useCanWrite } from "@/features/leads/useCanWrite";
import { useCurrency } from "@/features/leads/useWorkspaceNames";
import { amountText, formatMoney, parseAmount } from "@/lib/money";
import { Select } from "@/ui/Select";

export const factLook =
  "flex min-h-8.5 w-full min-w-0 items-center rounded-sm px-2 py-1 text-left text-base hover:bg-hover aria-expanded:bg-hover max-md:min-h-11";

export const factInput =
  "h-8.5 w-full min-w-0 rounded-sm border border-control bg-raised px-1.75 text-base text-ink focus:border-accent-text focus:outline-2 focus:outline-offset-0 focus:outline-accent-text/35 aria-invalid:border-danger max-md:h-11 max-md:text-md";

type InPlace = {
  label: string;
  value: string;
  shown: ReactNode;
  children: (close: () => void) => ReactNode;
};

/** Says a value; pressed, it becomes the field to change it. The focus comes back when the field goes. */
export function InPlace({ label, value, shown, children }: InPlace) {
  const canWrite = useCanWrite();
  const [open, setOpen] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  const wasOpen = useRef(false);
  useEffect(() => {
    // Only when nothing else has taken the focus, as a press elsewhere does.
    if (wasOpen.current && !open && document.activeElement === document.body) button.current?.focus();
    wasOpen.current = open;
  }, [open]);
  if (!canWrite)
    return <div className="px-2 py-1.5">{shown || <span className="text-faint">Not given</span>}</div>;
  if (open) return children(() => setOpen(false));
  return (
    <button
      ref={button}
      type="button"
      aria-label={`${label}: ${value || `Add ${label.toLowerCase()}`}`}
      onClick={() => setOpen(true)}
      className={factLook}
    >
      {shown || <span className="text-faint">Add {label.toLowerCase()}</span>}
    </button>
  );
}

const onEnds = (save: () => void, close: () => void) => (event: KeyboardEvent) => {
  if (event.key === "Enter") {
    event.preventDefault();
    save();
  }
  if (event.key === "Escape") {
    event.preventDefault();
    event.stopPropagation();
    close();
  }
};

type TextProps = { label: string; value: string | null; onSave: (value: string) => void };

export function TextFact({ label, value, onSave }: TextProps) {
  return (
    <InPlace
      label={label}
      value={value ?? ""}
      shown={value && <bdi className="min-w-0 truncate">{value}</bdi>}
    >
      {(close) => <TextField label={label} value={value ?? ""} onSave={onSave} close={close} />}
    </InPlace>
  );
}

type FieldProps = { label: string; value: string; onSave: (value: string) => void; close: () => void };

function TextField({ label, value, onSave, close }: FieldProps) {
  const [text, setText] = useState(value);
  const save = () => {
    close();
    if (text.trim() !== value) onSave(text);
  };
  return (
    <input
      autoFocus
      aria-label={label}
      value={text}
      maxLength={200}
      onFocus={(event) => event.currentTarget.select()}
      onChange={(event) => setText(event.target.value)}
      onKeyDown={onEnds(save, close)}
      onBlur={save}
      className={factInput}
    />
  );
}

type MoneyProps = { value: Money | null; onSave: (value: Money | null) => void };

export function MoneyFact({ value, onSave }: MoneyProps) {
  const shown = value ? formatMoney(value) : "";
  return (
    <InPlace label="Value" value={shown} shown={shown && <span className="tabular-nums">{shown}</span>}>
      {(close) => <MoneyField value={value} onSave={onSave} close={close} />}
    </InPlace>
  );
}

let currencies: string[] | undefined;
const allCurrencies = () => (currencies ??= Intl.supportedValuesOf("currency"));

export function CurrencySelect({ value, onChange }: { value: string; onChange: (currency: string) => void }) {
  return (
    <Select
      slim
      label="Currency"
      value={value}
      onChange={(event) => onChange(event.target.value)}
      className="w-22 shrink-0"
    >
      {[...new Set([value, ...allCurrencies()])].map((code) => (
        <option key={code}>{code}</option>
      ))}
    </Select>
  );
}

function MoneyField({ value, onSave, close }: MoneyProps & { close: () => void }) {
  const usual = useCurrency();
  const [text, setText] = useState(value ? amountText(value) : "");
  const [currency, setCurrency] = useState(value?.currency ?? usual);
  const box = useRef<HTMLSpanElement>(null);
  const amount = text.trim() ? parseAmount(text, currency) : undefined;
  const isWrong = text.trim() !== "" && amount === undefined;

  function save() {
    if (isWrong) return;
    close();
    const next = amount === undefined ? null : { amount_minor: amount, currency };
    if (JSON.stringify(next) !== JSON.stringify(value)) onSave(next);
  }

  return (
    <span
      ref={box}
      className="flex gap-1"
      onBlur={(event) => !box.current?.contains(event.relatedTarget) && save()}
      onKeyDown={onEnds(save, close)}
    >
      <input
        autoFocus
        aria-label="Value"
        aria-invalid={isWrong || undefined}
        inputMode="decimal"
        value={text}
        maxLength={20}
        onFocus={(event) => event.currentTarget.select()}
        onChange={(event) => setText(event.target.value)}
        className={factInput}
      />
      <CurrencySelect value={currency} onChange={setCurrency} />
    </span>
  );
}
