import { useState, type ReactNode, type SyntheticEvent } from "react";
import { Button } from "@/ui/Button";
import { Dialog } from "@/ui/Dialog";

const slimInput =
  "h-9 w-full min-w-0 rounded-md border border-control bg-raised px-2.5 text-base text-ink shadow-card placeholder:text-faint hover:border-soft focus:border-accent-text focus:outline-2 focus:outline-offset-0 focus:outline-accent-text/35 disabled:opacity-60 max-md:h-11 max-md:text-md";

const quiet =
  "h-9 w-full min-w-0 rounded-md border border-transparent bg-transparent px-2 text-base font-medium text-ink hover:border-line-strong focus:border-accent-text focus:bg-raised focus:outline-2 focus:outline-offset-0 focus:outline-accent-text/35 disabled:hover:border-transparent max-md:h-11 max-md:text-md";

type NameProps = { label: string; name: string; disabled: boolean; onSave: (name: string) => void };

/** A name that is changed where it stands; an empty one is no change. */
export function NameInput({ label, name, disabled, onSave }: NameProps) {
  const [text, setText] = useState<string | null>(null);
  const finish = () => {
    const next = text?.trim();
    setText(null);
    if (next && next !== name) onSave(next);
  };
  return (
    <input
      aria-label={label}
      value={text ?? name}
      maxLength={80}
      disabled={disabled}
      onChange={(event) => setText(event.target.value)}
      onBlur={finish}
      onKeyDown={(event) => {
        if (event.key === "Enter") event.currentTarget.blur();
        if (event.key !== "Escape") return;
        event.stopPropagation();
        setText(null);
      }}
      className={quiet}
    />
  );
}

type AddProps = {
  label: string;
  placeholder: string;
  disabled: boolean;
  children?: ReactNode;
  onAdd: (name: string) => void;
};

export function AddForm({ label, placeholder, disabled, children, onAdd }: AddProps) {
  const [name, setName] = useState("");
  function submit(event: SyntheticEvent) {
    event.preventDefault();
    if (!name.trim()) return;
    onAdd(name.trim());
    setName("");
  }
  return (
    <form onSubmit={submit} className="flex items-center gap-2 max-sm:flex-wrap">
      <input
        aria-label={label}
        placeholder={placeholder}
        value={name}
        maxLength={80}
        disabled={disabled}
        onChange={(event) => setName(event.target.value)}
        className={slimInput}
      />
      {children}
      <Button type="submit" disabled={disabled || !name.trim()}>
        Add
      </Button>
    </form>
  );
}

type ConfirmProps = {
  title: string;
  action: string;
  onClose: () => void;
  onConfirm: () => void;
  children: ReactNode;
};

export function Confirm({ title, action, onClose, onConfirm, children }: ConfirmProps) {
  return (
    <Dialog
      title={title}
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose} data-autofocus>
            Cancel
          </Button>
          <Button
            look="danger"
            onClick={() => {
              onClose();
              onConfirm();
            }}
          >
            {action}
          </Button>
        </>
      }
    >
      <div className="grid gap-3 text-base">{children}</div>
    </Dialog>
  );
}
