import { useEffect, useRef, useState, type KeyboardEvent, type ReactNode } from "react";
import { cn } from "@/lib/cn";
import { Floating, type Placement } from "./Floating";

type Props = {
  label?: string;
  trigger: ReactNode;
  triggerClass?: string;
  placement?: Placement;
  children: ReactNode;
};

const items = (menu: HTMLElement) => [...menu.querySelectorAll<HTMLElement>("[role^=menuitem]")];

export function Menu({ label, trigger, triggerClass, placement, children }: Props) {
  const anchor = useRef<HTMLButtonElement>(null);
  const menu = useRef<HTMLDivElement>(null);
  const [open, setOpen] = useState(false);

  useEffect(() => {
    if (open && menu.current) items(menu.current)[0]?.focus();
  }, [open]);

  function onKeyDown(event: KeyboardEvent<HTMLDivElement>) {
    const all = items(event.currentTarget);
    const at = all.indexOf(document.activeElement as HTMLElement);
    const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: all.length - 1 }[event.key];
    if (event.key === "Tab") setOpen(false);
    if (to === undefined) return;
    event.preventDefault();
    all.at(to % all.length)?.focus();
  }

  return (
    <>
      <button
        ref={anchor}
        type="button"
        aria-label={label}
        aria-haspopup="menu"
        aria-expanded={open}
        onClick={() => setOpen(!open)}
        className={triggerClass}
      >
        {trigger}
      </button>
      {open && (
        <Floating
          anchor={anchor}
          placement={placement ?? "bottom-start"}
          onDismiss={() => setOpen(false)}
          className="min-w-58 animate-pop rounded-lg bg-raised! shadow-float"
        >
          <div
            ref={menu}
            role="menu"
            aria-label={label ?? "Menu"}
            tabIndex={-1}
            className="p-1.5"
            onKeyDown={onKeyDown}
            onClick={(event) => {
              if (!(event.target as HTMLElement).closest("[role^=menuitem]")) return;
              setOpen(false);
              anchor.current?.focus();
            }}
          >
            {children}
          </div>
        </Floating>
      )}
    </>
  );
}

type ItemProps = { icon?: ReactNode; checked?: boolean; onSelect: () => void; children: ReactNode };

export function MenuItem({ icon, checked, onSelect, children }: ItemProps) {
  return (
    <button
      type="button"
      role={checked === undefined ? "menuitem" : "menuitemradio"}
      aria-checked={checked}
      tabIndex={-1}
      onClick={onSelect}
      className={cn(
        "flex h-8 w-full items-center gap-2.5 rounded-sm px-2 text-left text-sm text-soft hover:bg-hover hover:text-ink focus-visible:bg-hover focus-visible:text-ink max-md:h-11 [&_svg]:size-4 [&_svg]:shrink-0",
        checked && "text-ink",
      )}
    >
      {icon}
      <span className="min-w-0 flex-1 truncate">{children}</span>
      {checked && <span className="size-1.5 rounded-full bg-accent-text" aria-hidden="true" />}
    </button>
  );
}

export function MenuHeading({ children }: { children: ReactNode }) {
  return <div className="px-2 pt-1.5 pb-1 text-xs font-medium text-faint">{children}</div>;
}

export function MenuLine() {
  return <div role="separator" className="-mx-1.5 my-1.5 border-t border-line" />;
}
