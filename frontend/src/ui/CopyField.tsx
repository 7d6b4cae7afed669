import { Check, Copy } from "lucide-react";
import { useId, useState } from "react";

export function CopyField({ label, value }: { label: string; value: string }) {
  const [copied, setCopied] = useState(false);
  const id = useId();

  async function copy() {
    await navigator.clipboard.writeText(value);
    setCopied(true);
    setTimeout(() => setCopied(false), 2_000);
  }

  return (
    <div className="grid gap-1.5">
      <label htmlFor={id} className="text-sm font-medium">
        {label}
      </label>
      <div className="flex rounded-md border border-line-strong bg-sunken focus-within:border-control">
        <input
          id={id}
          readOnly
          value={value}
          onFocus={(event) => event.currentTarget.select()}
          className="h-9 min-w-0 flex-1 truncate rounded-l-md bg-transparent px-3 font-mono text-sm text-soft max-md:h-11"
        />
        <button
          type="button"
          onClick={() => void copy()}
          aria-label={`Copy ${label.toLowerCase()}`}
          className="flex h-9 items-center gap-1.5 rounded-r-md border-l border-line-strong px-3 text-sm font-medium text-soft hover:bg-hover hover:text-ink max-md:h-11"
        >
          {copied ? (
            <Check className="size-3.5 text-good-text" aria-hidden="true" />
          ) : (
            <Copy className="size-3.5" aria-hidden="true" />
          )}
          <span aria-live="polite">{copied ? "Copied" : "Copy"}</span>
        </button>
      </div>
    </div>
  );
}
