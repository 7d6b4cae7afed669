import { useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { ArrowUp, Pencil, Plus, X } from "lucide-react";
import { useRef, useState } from "react";
import { ApiError, messageFor } from "@/api/problem";
import { setEmails, setPhones } from "@/features/leads/edit/edits";
import { saveLead } from "@/features/leads/edit/save";
import type { Lead } from "@/features/leads/queries";
import { useCanWrite } from "@/features/leads/useCanWrite";
import { Button, IconButton } from "@/ui/Button";
import { ErrorText } from "@/ui/ErrorText";
import { factInput, factLook } from "./factFields";

type Kind = "emails" | "phones";
const words = { emails: { one: "email", type: "email" }, phones: { one: "phone", type: "tel" } } as const;

export function Contacts({ lead, kind }: { lead: Lead; kind: Kind }) {
  const canWrite = useCanWrite();
  const [editing, setEditing] = useState(false);
  const pencil = useRef<HTMLButtonElement>(null);
  const { one } = words[kind];
  const items = lead[kind];
  const close = () => {
    setEditing(false);
    requestAnimationFrame(() => pencil.current?.focus({ preventScroll: true }));
  };
  if (editing) return <Editor lead={lead} kind={kind} onClose={close} />;
  if (items.length === 0) {
    if (!canWrite) return <span className="block px-2 py-1.5 text-faint">Not given</span>;
    return (
      <button
        ref={pencil}
        type="button"
        onClick={() => setEditing(true)}
        className={`${factLook} text-faint`}
      >
        Add {one}
      </button>
    );
  }
  return (
    <div className="group/contacts relative flex items-start">
      <ul className="min-w-0 flex-1 px-2 py-1.5">
        {items.map(({ raw, primary }) => (
          <li key={raw}>
            <a
              href={kind === "emails" ? `mailto:${raw}` : `tel:${raw}`}
              className="inline-flex min-h-6 items-center text-accent-text hover:underline"
            >
              {kind === "emails" ? <BreakableEmail text={raw} /> : <bdi>{raw}</bdi>}
            </a>
            {primary && items.length > 1 && <span className="ml-2 text-xs text-faint">primary</span>}
          </li>
        ))}
      </ul>
      {canWrite && (
        <button
          ref={pencil}
          type="button"
          aria-label={`Edit ${kind}`}
          onClick={() => setEditing(true)}
          className="grid size-8 shrink-0 place-items-center rounded-sm bg-raised text-faint group-hover/contacts:opacity-100 hover:text-ink focus-visible:opacity-100 md:absolute md:top-0 md:right-0 md:opacity-0 max-md:size-11"
        >
          <Pencil className="size-3.5" aria-hidden="true" />
        </button>
      )}
    </div>
  );
}

type Line = { id: number; text: string };
let last = 0;
const line = (text: string): Line => ({ id: ++last, text });

/** What is wrong with a list as it was typed, before anybody is asked. */
export function wrongIn(kind: Kind, texts: string[]): string | undefined {
  const bad = texts.find((text) => (kind === "emails" ? !/^\S+@\S+\.\S+$/.test(text) : !/\d{3}/.test(text)));
  if (bad) return kind === "emails" ? `“${bad}” is no email address.` : `“${bad}” is no phone number.`;
  const same = texts.find(
    (text, n) => texts.findIndex((each) => each.toLowerCase() === text.toLowerCase()) !== n,
  );
  return same && `“${same}” is there twice.`;
}

function Editor({ lead, kind, onClose }: { lead: Lead; kind: Kind; onClose: () => void }) {
  const queryClient = useQueryClient();
  const [lines, setLines] = useState(() =>
    [...lead[kind].map((each) => each.raw), ...(lead[kind].length ? [] : [""])].map(line),
  );
  const [error, setError] = useState<unknown>();
  const [pending, setPending] = useState(false);
  const { one, type } = words[kind];

  async function save() {
    const texts = lines.map((each) => each.text.trim()).filter(Boolean);
    const wrong = wrongIn(kind, texts);
    if (wrong) return setError(wrong);
    setPending(true);
    try {
      await saveLead(queryClient, lead.id, kind === "emails" ? setEmails(texts) : setPhones(texts));
      onClose();
    } catch (refusal) {
      setError(refusal);
      setPending(false);
    }
  }

  const other = error instanceof ApiError ? error.leadId : undefined;
  return (
    <form
      noValidate
      aria-label={`Edit ${kind}`}
      className="grid gap-1.5 rounded-md bg-sunken p-2"
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
      onKeyDown={(event) => {
        if (event.key !== "Escape") return;
        event.stopPropagation();
        event.preventDefault();
        onClose();
      }}
    >
      {lines.map((each, index) => (
        <div key={each.id} className="flex items-center gap-0.5">
          <input
            autoFocus={index === lines.length - 1}
            type={type}
            aria-label={index === 0 ? `Primary ${one}` : `Another ${one}`}
            value={each.text}
            maxLength={254}
            onChange={(event) => {
              setLines(lines.map((old) => (old === each ? { ...old, text: event.target.value } : old)));
              setError(undefined);
            }}
            className={factInput}
          />
          <IconButton
            label={`Make ${each.text || `this ${one}`} the primary one`}
            disabled={index === 0}
            onClick={() => setLines([each, ...lines.filter((old) => old !== each)])}
          >
            <ArrowUp className="size-3.5" aria-hidden="true" />
          </IconButton>
          <IconButton
            label={`Remove ${each.text || `this ${one}`}`}
            onClick={() => setLines(lines.filter((old) => old !== each))}
          >
            <X className="size-3.5" aria-hidden="true" />
          </IconButton>
        </div>
      ))}
      {error !== undefined && (
        <div role="alert">
          <ErrorText>
            {typeof error === "string" ? error : messageFor(error)}{" "}
            {other && (
              <Link to="/leads/$leadId" params={{ leadId: other }} className="font-medium underline">
                Open that lead
              </Link>
            )}
          </ErrorText>
        </div>
      )}
      <div>
        <Button size="sm" look="ghost" onClick={() => setLines([...lines, line("")])}>
          <Plus className="size-3.5" aria-hidden="true" /> Add {one}
        </Button>
      </div>
      <div className="flex justify-end gap-1.5">
        <Button size="sm" onClick={onClose}>
          Cancel
        </Button>
        <Button size="sm" look="primary" type="submit" pending={pending}>
          Save
        </Button>
      </div>
    </form>
  );
}

/** Breaks before the @, if it has to break at all. */
function BreakableEmail({ text }: { text: string }) {
  const at = Math.max(text.lastIndexOf("@"), 0);
  return (
    <bdi>
      {text.slice(0, at)}
      <wbr />
      {text.slice(at)}
    </bdi>
  );
}
