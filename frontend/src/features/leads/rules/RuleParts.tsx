import { Plus, Trash2 } from "lucide-react";
import type { ReactNode } from "react";
import { cn } from "@/lib/cn";
import { Button, IconButton } from "@/ui/Button";
import { FilterSentence } from "./RuleFilter";

export type Open<Rule> = { rule?: Rule } | null;

export function Head({
  children,
  allowed,
  onNew,
}: {
  children: ReactNode;
  allowed: boolean;
  onNew: () => void;
}) {
  return (
    <div className="flex flex-wrap items-start justify-between gap-3">
      <p className="max-w-xl flex-1 text-base text-soft">{children}</p>
      <Button look="primary" disabled={!allowed} onClick={onNew}>
        <Plus className="size-4" aria-hidden="true" /> New rule
      </Button>
    </div>
  );
}

type RowProps = {
  rule: { name: string; enabled: boolean; filter: unknown };
  allowed: boolean;
  number?: number;
  onEdit: () => void;
  onEnable: (enabled: boolean) => void;
  onRemove: () => void;
  children: ReactNode;
};

export function Row({ rule, allowed, number, onEdit, onEnable, onRemove, children }: RowProps) {
  return (
    <>
      <div className={cn("min-w-0 flex-1 py-0.75", !rule.enabled && "[&_*]:text-faint!")}>
        <h2 className="text-base font-medium text-ink" dir="auto">
          {number && <span className="mr-1.5 text-faint tabular-nums">{number}.</span>}
          {rule.name}
          {!rule.enabled && <span className="ml-2 text-sm font-normal">Off</span>}
        </h2>
        <p className="text-sm text-soft">
          <FilterSentence filter={rule.filter} />
        </p>
        <p className="text-sm text-faint">{children}</p>
      </div>
      <button
        type="button"
        role="switch"
        aria-checked={rule.enabled}
        aria-label={`${rule.name} is on`}
        disabled={!allowed}
        onClick={() => onEnable(!rule.enabled)}
        className="group/switch grid h-8 w-11 shrink-0 place-items-center rounded-md disabled:opacity-60 max-md:h-11"
      >
        <span className="flex h-4.5 w-8 items-center rounded-full bg-control p-0.5 transition-colors group-aria-checked/switch:bg-accent">
          <span className="size-3.5 rounded-full bg-raised transition-transform group-aria-checked/switch:translate-x-3.5" />
        </span>
      </button>
      <Button size="sm" look="ghost" aria-label={`Edit ${rule.name}`} disabled={!allowed} onClick={onEdit}>
        Edit
      </Button>
      <IconButton label={`Delete ${rule.name}`} disabled={!allowed} onClick={onRemove}>
        <Trash2 className="size-4" aria-hidden="true" />
      </IconButton>
    </>
  );
}
