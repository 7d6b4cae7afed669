import { useState } from "react";
import { customFieldOf } from "@/api/fields";
import { useSession } from "@/api/useSession";
import * as choices from "@/features/leads/edit/options";
import { countryOptions } from "@/features/leads/countries";
import { origins, sources, taskWords } from "@/features/leads/statuses";
import { useCurrency, useNameOf, useWorkspace } from "@/features/leads/useWorkspaceNames";
import { parseAmount, toMajor } from "@/lib/money";
import { PickerButton, type Option } from "@/ui/Picker";
import { Select } from "@/ui/Select";
import { parseNumber } from "@/features/leads/fields/values";
import { fieldOf, isSpan, opOf, periods, units, type Span } from "./fields";
import type { Condition } from "./tree";

type Props = { condition: Condition; onChange: (value: unknown) => void };

const look =
  "h-8 w-full min-w-0 rounded-md border border-control bg-raised px-2.5 text-sm text-ink shadow-card placeholder:text-faint hover:border-soft focus:border-accent-text focus:outline-2 focus:outline-offset-0 focus:outline-accent-text/35 aria-invalid:border-danger max-md:h-11 max-md:text-md";

/** What a condition compares with, typed by its field and operator. */
export function ValueField({ condition, onChange }: Props) {
  const { field, op, value } = condition;
  const label = `${fieldOf(field)?.label ?? field}: value`;
  const many = Array.isArray(value) ? (value as unknown[]) : [];
  const pair = (index: 0 | 1, to: unknown) => onChange(index === 0 ? [to, many[1]] : [many[0], to]);
  switch (opOf(field, op)?.operand) {
    case "text":
      return (
        <input
          autoFocus={value === ""}
          aria-label={label}
          value={typeof value === "string" ? value : ""}
          maxLength={200}
          onChange={(event) => onChange(event.target.value)}
          className={look}
        />
      );
    case "list":
      return <ListField field={field} value={many.map(String)} onChange={onChange} label={label} />;
    case "number":
      return <NumberField field={field} label={label} value={value} onChange={onChange} />;
    case "range":
      return (
        <span className="flex items-center gap-1.5">
          <NumberField
            field={field}
            label={`${label}, from`}
            value={many[0]}
            onChange={(to) => pair(0, to)}
          />
          <span className="text-sm text-faint">and</span>
          <NumberField field={field} label={`${label}, to`} value={many[1]} onChange={(to) => pair(1, to)} />
        </span>
      );
    case "date":
      return <DateField label={label} value={value} onChange={onChange} />;
    case "dates":
      return (
        <span className="flex items-center gap-1.5">
          <DateField label={`${label}, from`} value={many[0]} onChange={(to) => pair(0, to)} />
          <span className="text-sm text-faint">and</span>
          <DateField label={`${label}, to`} value={many[1]} onChange={(to) => pair(1, to)} />
        </span>
      );
    case "bool":
      return (
        <Select
          slim
          label={label}
          value={value === false ? "no" : "yes"}
          onChange={(event) => onChange(event.target.value === "yes")}
          className="w-full"
        >
          <option value="yes">yes</option>
          <option value="no">no</option>
        </Select>
      );
    case "period":
      return (
        <Select
          slim
          label={label}
          value={String(value)}
          onChange={(event) => onChange(event.target.value)}
          className="w-full"
        >
          {Object.entries(periods).map(([name, words]) => (
            <option key={name} value={name}>
              {words}
            </option>
          ))}
        </Select>
      );
    case "span":
      return (
        <SpanField
          label={label}
          value={isSpan(value) ? value : { count: 7, unit: "days" }}
          onChange={onChange}
        />
      );
    default:
      return null;
  }
}

function SpanField({ label, value, onChange }: { label: string; value: Span; onChange: (to: Span) => void }) {
  return (
    <span className="flex gap-1.5">
      <input
        type="number"
        min={1}
        max={999}
        aria-label={`${label}, how many`}
        value={value.count || ""}
        onChange={(event) => onChange({ ...value, count: Math.floor(Number(event.target.value)) })}
        className={`${look} w-20!`}
      />
      <Select
        slim
        label={`${label}, unit`}
        value={value.unit}
        onChange={(event) => onChange({ ...value, unit: event.target.value as Span["unit"] })}
        className="flex-1"
      >
        {units.map((unit) => (
          <option key={unit}>{unit}</option>
        ))}
      </Select>
    </span>
  );
}

type OneProps = { label: string; value: unknown; onChange: (to: unknown) => void };

function DateField({ label, value, onChange }: OneProps) {
  return (
    <input
      type="date"
      aria-label={label}
      value={typeof value === "string" ? value.slice(0, 10) : ""}
      onChange={(event) => onChange(event.target.value)}
      className={look}
    />
  );
}

function NumberField({ field, label, value, onChange }: OneProps & { field: string }) {
  const currency = useCurrency();
  const kind = fieldOf(field)?.kind;
  const isMoney = kind === "money";
  const [text, setText] = useState(() =>
    typeof value === "number" ? String(isMoney ? toMajor(value, currency) : value) : "",
  );
  const parse = (typed: string) =>
    isMoney
      ? parseAmount(typed, currency)
      : kind === "decimal"
        ? parseNumber(typed)
        : /^-?\d+$/.test(typed.trim())
          ? Number(typed)
          : undefined;
  return (
    <span className="relative block min-w-0 flex-1">
      <input
        inputMode={isMoney || kind === "decimal" ? "decimal" : "numeric"}
        aria-label={isMoney ? `${label} in ${currency}` : label}
        aria-invalid={(text.trim() !== "" && parse(text) === undefined) || undefined}
        value={text}
        maxLength={20}
        onChange={(event) => {
          setText(event.target.value);
          onChange(parse(event.target.value));
        }}
        className={look}
      />
      {isMoney && (
        <span className="pointer-events-none absolute inset-y-0 right-2.5 grid place-items-center text-xs text-faint">
          {currency}
        </span>
      )}
    </span>
  );
}

function useOptions(field: string, value: string[]): Option[] {
  const workspace = useWorkspace();
  const me = useSession().member.id;
  const nameOf = useNameOf();
  const named = (list: Record<string, string>) =>
    Object.entries(list).map(([id, label]) => ({ value: id, label }));
  const real = (options: Option[]) => options.filter((each) => each.value !== choices.nothing);
  const custom = customFieldOf(field);
  const people: Option[] = [
    { value: "me", label: "me", hint: "Whoever is looking" },
    ...real(choices.memberOptions(workspace, me)).map(({ value: id, label, icon }) => ({
      value: id,
      label,
      icon,
    })),
  ];
  switch (field) {
    case "status":
      return choices.statusOptions;
    case "source":
      return named(sources);
    case "origin":
      return named(origins);
    case "task":
      return named(taskWords);
    case "owner":
      return people;
    case "team":
      return real(choices.teamOptions(workspace));
    case "stage":
      return real(choices.stageOptions(workspace));
    case "tag":
      return choices.tagOptions(workspace);
    case "pipeline":
      return workspace.pipelines.map(({ id, name }) => ({ value: id, label: name }));
    case "country":
      return countryOptions();
    default:
      if (custom?.kind === "member") return people;
      if (custom) return custom.options.map(({ id, label }) => ({ value: id, label }));
      return value.map((each) => ({ value: each, label: nameOf(field, each) ?? each }));
  }
}

type ListProps = { field: string; label: string; value: string[]; onChange: (to: string[]) => void };

function ListField({ field, label, value, onChange }: ListProps) {
  const options = useOptions(field, value);
  const names = value.map((each) => options.find((option) => option.value === each)?.label ?? "removed");
  return (
    <PickerButton
      multiple
      label={label}
      name={`${label}: ${names.join(", ") || "Choose…"}`}
      options={options}
      selected={value}
      onPick={(picked) =>
        onChange(value.includes(picked) ? value.filter((each) => each !== picked) : [...value, picked])
      }
      className={`${look} truncate text-left`}
    >
      {names.length > 0 ? names.join(", ") : <span className="text-faint">Choose…</span>}
    </PickerButton>
  );
}
