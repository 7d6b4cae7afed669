import { ListFilter, Plus, X } from "lucide-react";
import { lazy, Suspense, useRef, useState } from "react";
import { useCurrency, useNameOf } from "@/features/leads/useWorkspaceNames";
import { cn } from "@/lib/cn";
import { Floating } from "@/ui/Floating";
import { Skeleton } from "@/ui/Skeleton";
import { phraseOf, sentenceOf, type NameOf } from "./sentence";
import { everything, groupOf, isCondition, itemsOf, joinOf, type Filter, type Group } from "./tree";

const FilterPanel = lazy(() => import("./FilterPanel"));

type Props = { filter: Group; onChange: (filter: Group) => void };

export function FilterButton({ filter, onChange }: Props) {
  const anchor = useRef<HTMLButtonElement>(null);
  const [open, setOpen] = useState(false);
  const count = itemsOf(filter).length;
  return (
    <>
      <button
        ref={anchor}
        type="button"
        aria-haspopup="dialog"
        aria-expanded={open}
        onClick={() => setOpen(!open)}
        className={toolLook}
      >
        <ListFilter aria-hidden="true" /> Filter
        {count > 0 && (
          <span className="rounded-xs bg-accent-wash px-1 text-xs text-accent-text tabular-nums">
            {count}
          </span>
        )}
      </button>
      {open && (
        <PanelPopover anchor={anchor} filter={filter} onChange={onChange} onClose={() => setOpen(false)} />
      )}
    </>
  );
}

export const toolLook =
  "flex h-8 shrink-0 items-center gap-1.5 rounded-md px-2.5 text-sm font-medium text-soft hover:bg-hover hover:text-ink aria-expanded:bg-hover aria-expanded:text-ink max-md:h-11 [&_svg]:size-4";

type PanelProps = Props & { anchor: React.RefObject<HTMLElement | null>; onClose: () => void };

function PanelPopover({ anchor, filter, onChange, onClose }: PanelProps) {
  return (
    <Floating
      anchor={anchor}
      placement="bottom-end"
      onDismiss={onClose}
      role="dialog"
      aria-label="Filter"
      className="w-[min(44rem,calc(100vw-1rem))] animate-pop rounded-lg bg-raised! shadow-float"
    >
      <Suspense fallback={<Skeleton className="m-4 h-10" />}>
        <FilterPanel filter={filter} onChange={onChange} onClose={onClose} />
      </Suspense>
    </Floating>
  );
}

/** The filter as chips that read like a sentence; each opens the panel, or goes. */
export function FilterChips({ filter, onChange }: Props) {
  const nameOf = useNameOf();
  const currency = useCurrency();
  const bar = useRef<HTMLDivElement>(null);
  const [open, setOpen] = useState(false);
  const items = itemsOf(filter);
  if (items.length === 0) return null;
  const join = joinOf(filter);
  const drop = (index: number) =>
    onChange(
      groupOf(
        join,
        items.filter((_, n) => n !== index),
      ),
    );
  return (
    <div
      ref={bar}
      role="group"
      aria-label="Filter in use"
      className="flex shrink-0 items-center gap-1.5 border-b border-line px-4 py-2 max-md:overflow-x-auto max-md:[scrollbar-width:none] md:flex-wrap md:px-6"
    >
      {items.map((item, index) => (
        <span key={JSON.stringify(item)} className="contents">
          {index > 0 && <span className="shrink-0 text-xs text-faint">{join === "all" ? "and" : "or"}</span>}
          <Chip
            filter={item}
            nameOf={nameOf}
            currency={currency}
            onOpen={() => setOpen(true)}
            onDrop={() => drop(index)}
          />
        </span>
      ))}
      <button
        type="button"
        aria-label="Add to the filter"
        onClick={() => setOpen(true)}
        className="grid size-7 shrink-0 place-items-center rounded-md text-faint hover:bg-hover hover:text-ink max-md:size-11"
      >
        <Plus className="size-4" aria-hidden="true" />
      </button>
      <button
        type="button"
        onClick={() => onChange(everything)}
        className="ml-auto h-7 shrink-0 rounded-md px-2 text-sm text-faint hover:bg-hover hover:text-ink max-md:h-11"
      >
        Clear
      </button>
      {open && (
        <PanelPopover anchor={bar} filter={filter} onChange={onChange} onClose={() => setOpen(false)} />
      )}
    </div>
  );
}

type ChipProps = {
  filter: Filter;
  nameOf: NameOf;
  currency: string;
  onOpen: () => void;
  onDrop: () => void;
};

function Chip({ filter, nameOf, currency, onOpen, onDrop }: ChipProps) {
  const sentence = sentenceOf(filter, nameOf, currency);
  const phrase = isCondition(filter) ? phraseOf(filter, nameOf, currency) : undefined;
  return (
    <span className="flex h-7 max-w-full min-w-0 items-center rounded-md border max-md:shrink-0 border-line-strong bg-raised text-sm shadow-card max-md:h-11">
      <button
        type="button"
        onClick={onOpen}
        className="flex h-full min-w-0 items-center gap-1.25 rounded-l-md pr-1 pl-2.5 text-left hover:bg-hover"
      >
        {phrase ? (
          <>
            <span className="shrink-0 text-soft">{phrase.subject}</span>
            {phrase.verb && <span className="shrink-0 text-faint">{phrase.verb}</span>}
            {phrase.object && <bdi className="truncate font-medium">{phrase.object}</bdi>}
          </>
        ) : (
          <bdi className="truncate">{sentence}</bdi>
        )}
      </button>
      <button
        type="button"
        aria-label={`Remove: ${sentence}`}
        onClick={onDrop}
        className={cn(
          "grid h-full w-7 shrink-0 place-items-center rounded-r-md text-faint hover:bg-hover hover:text-ink",
          "max-md:w-11",
        )}
      >
        <X className="size-3.5" aria-hidden="true" />
      </button>
    </span>
  );
}
