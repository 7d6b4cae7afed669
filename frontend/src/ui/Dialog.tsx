import { X } from "lucide-react";
import { useEffect, useId, useRef, type ReactNode } from "react";
import { cn } from "@/lib/cn";
import { IconButton } from "./Button";
import { ScrollArea } from "./ScrollArea";

type Props = {
  title: string;
  onClose: () => void;
  children: ReactNode;
  footer?: ReactNode;
  /** The palette draws its own first row, so it hides the heading from sight only. */
  bare?: boolean;
  className?: string;
};

/** A native modal dialog: the browser keeps the focus inside, closes on Esc and gives the focus back. */
export function Dialog({ title, onClose, children, footer, bare, className }: Props) {
  const ref = useRef<HTMLDialogElement>(null);
  const titleId = useId();

  useEffect(() => {
    const dialog = ref.current;
    if (dialog && !dialog.open) {
      dialog.showModal();
      // Otherwise the button to close it would have the focus.
      dialog.querySelector<HTMLElement>("[data-autofocus]")?.focus();
    }
    return () => dialog?.close();
  }, []);

  return (
    <dialog
      ref={ref}
      aria-labelledby={titleId}
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
      onMouseDown={(event) => event.target === ref.current && onClose()}
      className={cn(
        "w-[min(30rem,calc(100vw-1.5rem))] animate-pop overflow-clip rounded-xl bg-raised p-0 text-ink shadow-modal",
        className,
      )}
    >
      <div className="flex max-h-[min(85dvh,44rem)] flex-col">
        <header className={cn(bare ? "sr-only" : "flex items-center justify-between gap-4 px-5 pt-3.5 pb-2")}>
          <h2 id={titleId} className="text-md font-semibold">
            {title}
          </h2>
          {!bare && (
            <IconButton label="Close" onClick={onClose} className="-mr-2">
              <X className="size-4" aria-hidden="true" />
            </IconButton>
          )}
        </header>
        <ScrollArea aria-labelledby={titleId} className={cn(!bare && "px-5 pb-5 text-soft")}>
          {children}
        </ScrollArea>
        {footer && (
          <footer className="flex flex-wrap justify-end gap-2 border-t border-line bg-sunken px-5 py-3.5">
            {footer}
          </footer>
        )}
      </div>
    </dialog>
  );
}
