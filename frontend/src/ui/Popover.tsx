import { useId, useRef, useState, type ReactNode } from "react";
import { Floating, type Placement } from "./Floating";

type Props = {
  label: string;
  trigger: ReactNode;
  triggerClass?: string;
  placement?: Placement;
  children: ReactNode;
};

/** A small card of further information, opened by a press. */
export function Popover({ label, trigger, triggerClass, placement, children }: Props) {
  const anchor = useRef<HTMLButtonElement>(null);
  const [open, setOpen] = useState(false);
  const id = useId();
  return (
    <>
      <button
        ref={anchor}
        type="button"
        aria-label={label}
        aria-expanded={open}
        aria-controls={open ? id : undefined}
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
          id={id}
          role="group"
          aria-label={label}
          className="w-72 max-w-[calc(100vw-1rem)] animate-pop rounded-lg bg-raised! p-4 text-base shadow-float"
        >
          {children}
        </Floating>
      )}
    </>
  );
}
