import { CircleAlert, CircleCheck, Info, X } from "lucide-react";
import { dismissToast, useToasts } from "./toast";

const icons = {
  neutral: <Info className="size-4 shrink-0 text-faint" aria-hidden="true" />,
  good: <CircleCheck className="size-4 shrink-0 text-good-text" aria-hidden="true" />,
  danger: <CircleAlert className="size-4 shrink-0 text-danger-text" aria-hidden="true" />,
};

export function Toasts() {
  const toasts = useToasts();
  return (
    <div
      aria-live="polite"
      aria-relevant="additions"
      className="pointer-events-none fixed inset-x-3 bottom-3 z-50 flex flex-col items-center gap-2 max-md:bottom-20 md:inset-x-auto md:right-4 md:bottom-4 md:items-end"
    >
      {toasts.map((toast) => (
        <div
          key={toast.id}
          className="pointer-events-auto flex w-full max-w-sm animate-rise items-center gap-2.5 rounded-lg bg-raised py-2 pr-2 pl-3.5 text-base shadow-float"
        >
          {icons[toast.tone]}
          <span className="min-w-0 flex-1">{toast.text}</span>
          {toast.action && (
            <button
              type="button"
              onClick={() => {
                dismissToast(toast.id);
                toast.action?.run();
              }}
              className="h-7 shrink-0 rounded-sm px-2 text-sm font-semibold text-accent-text hover:bg-hover max-md:h-11"
            >
              {toast.action.label}
            </button>
          )}
          <button
            type="button"
            aria-label="Dismiss"
            onClick={() => dismissToast(toast.id)}
            className="grid size-7 shrink-0 place-items-center rounded-sm text-faint hover:bg-hover hover:text-ink max-md:size-11"
          >
            <X className="size-3.5" aria-hidden="true" />
          </button>
        </div>
      ))}
    </div>
  );
}
