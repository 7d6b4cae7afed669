import { Check, Plus, Search } from "lucide-react";
import {
  useEffect,
  useId,
  useRef,
  useState,
  type KeyboardEvent,
  type ReactNode,
  type RefObject,
} from "react";
import { cn } from "@/lib/cn";
import { Floating, type Placement } from "./Floating";

export type Option = { value: string; label: string; group?: string; icon?: ReactNode; hint?: string };

type ListProps = {
  label: string;
  options: Option[];
  selected: string[];
  multiple?: boolean;
  onPick: (value: string) => void;
  /** Offers what was typed when nothing is called exactly that. */
  onCreate?: ((name: string) => void) | undefined;
  empty?: string;
};

const searchFrom = 8;

/** A list to choose from by typing, arrows and Enter. */
function PickerList({ label, options, selected, multiple, onPick, onCreate, empty }: ListProps) {
  const [text, setText] = useState("");
  const field = useRef<HTMLInputElement>(null);
  const list = useRef<HTMLDivElement>(null);
  const id = useId();
  const wanted = text.trim().toLocaleLowerCase();
  const found = options.filter((each) => each.label.toLocaleLowerCase().includes(wanted));
  const isNew = onCreate && wanted && !options.some((each) => each.label.toLocaleLowerCase() === wanted);
  const rows: Option[] = isNew
    ? [...found, { value: "", label: `Create “${text.trim()}”`, icon: <Plus /> }]
    : found;
  const [at, setAt] = useState(() =>
    Math.max(
      0,
      options.findIndex((each) => selected.includes(each.value)),
    ),
  );
  const current = Math.min(at, rows.length - 1);
  const searchable = options.length >= searchFrom || onCreate;

  useEffect(() => {
    (field.current ?? list.current)?.focus({ preventScroll: true });
  }, []);
  useEffect(() => {
    list.current?.querySelector("[data-current]")?.scrollIntoView({ block: "nearest" });
  }, [current]);

  function pick(option: Option | undefined) {
    if (!option) return;
    if (isNew && option === rows[rows.length - 1]) onCreate(text.trim());
    else onPick(option.value);
    if (multiple) setText("");
  }

  function onKeyDown(event: KeyboardEvent) {
    const to = { ArrowDown: current + 1, ArrowUp: current - 1, Home: 0, End: rows.length - 1 }[event.key];
    if (to !== undefined && (!searchable || event.key.startsWith("Arrow"))) {
      event.preventDefault();
      setAt((to + rows.length) % Math.max(rows.length, 1));
    } else if (event.key === "Enter" || (event.key === " " && !searchable)) {
      event.preventDefault();
      pick(rows[current]);
    }
  }

  const active = rows[current] ? `${id}-${current}` : undefined;
  return (
    <>
      {searchable && (
        <div className="flex items-center gap-2 border-b border-line px-3">
          <Search className="size-3.5 shrink-0 text-faint" aria-hidden="true" />
          <input
            ref={field}
            role="combobox"
            aria-expanded="true"
            aria-controls={id}
            aria-label={label}
            aria-activedescendant={active}
            value={text}
            placeholder={label}
            onChange={(event) => {
              setText(event.target.value);
              setAt(0);
            }}
            onKeyDown={onKeyDown}
            className="h-9 min-w-0 flex-1 bg-transparent text-sm outline-none placeholder:text-faint max-md:h-12 max-md:text-md"
          />
        </div>
      )}
      <div
        ref={list}
        id={id}
        role="listbox"
        aria-label={label}
        aria-multiselectable={multiple}
        aria-activedescendant={searchable ? undefined : active}
        tabIndex={searchable ? undefined : 0}
        onKeyDown={searchable ? undefined : onKeyDown}
        className="max-h-72 overflow-y-auto p-1.5 outline-none scroll-thin"
      >
        {rows.map((option, index) => (
          <div key={option.value || "new"} role="presentation">
            {option.group && option.group !== rows[index - 1]?.group && (
              <div role="presentation" className="px-2 pt-1.5 pb-1 text-xs font-medium text-faint">
                {option.group}
              </div>
            )}
            <div
              id={`${id}-${index}`}
              role="option"
              aria-selected={selected.includes(option.value)}
              data-current={index === current || undefined}
              onPointerMove={() => setAt(index)}
              onClick={() => pick(option)}
              className={cn(
                "flex h-8 cursor-pointer items-center gap-2.5 rounded-sm px-2 text-sm text-soft max-md:h-11 [&_svg]:size-4 [&_svg]:shrink-0",
                index === current && "bg-hover text-ink",
                selected.includes(option.value) && "text-ink",
              )}
            >
              {option.icon && (
                <span className="grid w-5 shrink-0 place-items-center" aria-hidden="true">
                  {option.icon}
                </span>
              )}
              <bdi className="min-w-0 flex-1 truncate">{option.label}</bdi>
              {option.hint && <span className="shrink-0 text-xs text-faint">{option.hint}</span>}
              {selected.includes(option.value) && <Check className="text-accent-text" aria-hidden="true" />}
            </div>
          </div>
        ))}
      </div>
      {rows.length === 0 && (
        <p role="status" className="px-3 pb-3 text-sm text-faint">
          {empty ?? "Nothing matches."}
        </p>
      )}
    </>
  );
}

type PopoverProps = ListProps & {
  anchor: RefObject<HTMLElement | null>;
  placement?: Placement | undefined;
  onClose: () => void;
  footer?: ReactNode;
};

export function PickerPopover({ anchor, placement, onClose, onPick, footer, ...list }: PopoverProps) {
  return (
    <Floating
      anchor={anchor}
      placement={placement ?? "bottom-start"}
      onDismiss={onClose}
      className="w-62 animate-pop rounded-lg bg-raised! shadow-float"
    >
      <PickerList
        {...list}
        onPick={(value) => {
          onPick(value);
          if (list.multiple) return;
          onClose();
          anchor.current?.focus({ preventScroll: true });
        }}
      />
      {footer}
    </Floating>
  );
}

type ButtonProps = Omit<ListProps, "label"> & {
  label: string;
  /** What the button says, where its content does not. */
  name?: string;
  children: ReactNode;
  className?: string;
  disabled?: boolean;
  placement?: Placement;
};

export function PickerButton({
  label,
  name,
  children,
  className,
  disabled,
  placement,
  ...list
}: ButtonProps) {
  const anchor = useRef<HTMLButtonElement>(null);
  const [open, setOpen] = useState(false);
  return (
    <>
      <button
        ref={anchor}
        type="button"
        disabled={disabled}
        aria-label={name}
        aria-haspopup="listbox"
        aria-expanded={open}
        onClick={() => setOpen(!open)}
        className={className}
      >
        {children}
      </button>
      {open && (
        <PickerPopover
          {...list}
          label={label}
          anchor={anchor}
          placement={placement}
          onClose={() => setOpen(false)}
        />
      )}
    </>
  );
}
