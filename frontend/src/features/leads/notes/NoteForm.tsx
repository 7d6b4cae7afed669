import { Eye, PencilLine } from "lucide-react";
import { useRef, useState, type KeyboardEvent } from "react";
import { useWorkspace } from "@/features/leads/useWorkspaceNames";
import { isMac } from "@/lib/platform";
import { Button } from "@/ui/Button";
import { MentionField, type Person } from "./MentionField";
import { toBody, toPlain, type Mentions } from "./mentions";
import { NoteBody } from "./NoteBody";

/** What was written and not saved yet: the text as it is seen, and whom its names mean. */
export type Draft = { text: string; mentions: Mentions };
export const emptyDraft: Draft = { text: "", mentions: new Map() };
export const draftOf = (body: string): Draft => toPlain(body);

type Props = {
  label: string;
  draft: Draft;
  onDraft: (draft: Draft) => void;
  onSave: (body: string) => void;
  onCancel?: () => void;
  /** What Esc does; the text stays. */
  onEscape?: () => void;
  autoFocus?: boolean;
  /** Only the field, until somebody writes. */
  quiet?: boolean;
};

function usePeople(): Person[] {
  const { members } = useWorkspace();
  return members.map(({ id, name, email }) => ({
    id,
    // Two of the same name are told apart by their addresses.
    label: members.filter((each) => each.name === name).length > 1 ? `${name} (${email})` : name,
    hint: email,
  }));
}

export function NoteForm({ label, draft, onDraft, onSave, onCancel, onEscape, autoFocus, quiet }: Props) {
  const people = usePeople();
  const field = useRef<HTMLTextAreaElement>(null);
  const [preview, setPreview] = useState(false);
  // Once open it stays: a form that shrank when the focus leaves would move what is being pressed.
  const [opened, setOpened] = useState(false);
  const isEmpty = draft.text.trim() === "";
  const isQuiet = quiet && isEmpty && !opened;
  const body = () => toBody(draft.text, draft.mentions);

  function save() {
    if (isEmpty) return;
    setPreview(false);
    onSave(body());
  }

  function onKeyDown(event: KeyboardEvent) {
    if (event.defaultPrevented) return;
    if (event.key === "Enter" && (event.metaKey || event.ctrlKey)) {
      event.preventDefault();
      save();
    }
    if (event.key === "Escape") {
      event.preventDefault();
      event.stopPropagation();
      (onEscape ?? onCancel)?.();
    }
  }

  return (
    <form
      aria-label={label}
      className="rounded-lg border border-control bg-raised shadow-card focus-within:border-accent-text focus-within:outline-2 focus-within:outline-accent-text/35"
      onSubmit={(event) => {
        event.preventDefault();
        save();
      }}
      onKeyDown={onKeyDown}
      onFocus={() => setOpened(true)}
    >
      {preview ? (
        <div className="min-h-16 px-3.5 py-3" role="region" aria-label="Preview of the note">
          <NoteBody body={body()} />
        </div>
      ) : (
        <MentionField
          label={label}
          field={field}
          text={draft.text}
          people={people}
          placeholder="Write a note. @ mentions a member."
          autoFocus={autoFocus ?? false}
          onText={(text, mentioned) =>
            onDraft({
              text,
              mentions: mentioned
                ? new Map([...draft.mentions, [mentioned.label, mentioned.id]])
                : draft.mentions,
            })
          }
        />
      )}
      {!isQuiet && (
        <div className="flex items-center gap-1.5 px-2 pb-2">
          <Button
            size="sm"
            look="ghost"
            aria-pressed={preview}
            disabled={isEmpty}
            onClick={() => setPreview(!preview)}
          >
            {preview ? (
              <PencilLine className="size-3.5" aria-hidden="true" />
            ) : (
              <Eye className="size-3.5" aria-hidden="true" />
            )}
            {preview ? "Write" : "Preview"}
          </Button>
          <span className="flex-1 text-xs text-faint max-sm:hidden">Markdown works.</span>
          <span className="flex-1 sm:hidden" />
          {onCancel && (
            <Button size="sm" onClick={onCancel}>
              Cancel
            </Button>
          )}
          <Button size="sm" look="primary" type="submit" disabled={isEmpty}>
            Save
            <span className="flex gap-0.5 text-2xs opacity-80 max-md:hidden" aria-hidden="true">
              {isMac ? "⌘↵" : "Ctrl ↵"}
            </span>
          </Button>
        </div>
      )}
    </form>
  );
}
