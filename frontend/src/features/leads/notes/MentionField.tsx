import { useId, useRef, useState, type KeyboardEvent, type RefObject } from "react";
import { plural } from "@/lib/format";
import { cn } from "@/lib/cn";
import { Avatar } from "@/ui/Avatar";
import { Floating } from "@/ui/Floating";
import { mentionAt } from "./mentions";

export type Person = { id: string; label: string; hint: string };

type Props = {
  label: string;
  text: string;
  people: Person[];
  field: RefObject<HTMLTextAreaElement | null>;
  placeholder?: string;
  autoFocus?: boolean;
  /** Whom the text mentions now, where somebody was just chosen. */
  onText: (text: string, mentioned?: Person) => void;
};

const shownAtMost = 6;

/** A text to write in; an @ opens the list of members, which arrows, Enter and Tab choose from. */
export function MentionField({ label, text, people, field, placeholder, autoFocus, onText }: Props) {
  const [caret, setCaret] = useState<number | null>(null);
  const [at, setAt] = useState(0);
  const [dismissed, setDismissed] = useState<number | null>(null);
  const listId = useId();
  const box = useRef<HTMLDivElement>(null);
  const typed = caret === null ? undefined : mentionAt(text, caret);
  const wanted = typed?.query.toLocaleLowerCase() ?? "";
  const found =
    typed && typed.from !== dismissed
      ? people
          .filter(({ label: name }) =>
            name
              .toLocaleLowerCase()
              .split(/\s+/)
              .some((_, n, words) => words.slice(n).join(" ").startsWith(wanted)),
          )
          .slice(0, shownAtMost)
      : [];
  const open = found.length > 0;
  const current = found[Math.min(at, found.length - 1)];

  function pick(person: Person | undefined) {
    if (!person || !typed || caret === null) return;
    const inserted = `@${person.label} `;
    const after = typed.from + inserted.length;
    onText(text.slice(0, typed.from) + inserted + text.slice(caret).replace(/^ /, ""), person);
    setCaret(null);
    requestAnimationFrame(() => {
      field.current?.focus();
      field.current?.setSelectionRange(after, after);
    });
  }

  function onKeyDown(event: KeyboardEvent) {
    if (!open || event.metaKey || event.ctrlKey) return;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) {
      event.preventDefault();
      setAt((Math.min(at, found.length - 1) + step + found.length) % found.length);
    } else if (event.key === "Enter" || event.key === "Tab") {
      event.preventDefault();
      pick(current);
    }
  }

  const look = (element: HTMLTextAreaElement) => {
    setCaret(element.selectionStart === element.selectionEnd ? element.selectionStart : null);
  };
  return (
    <div ref={box}>
      <textarea
        ref={field}
        autoFocus={autoFocus}
        aria-label={label}
        aria-autocomplete="list"
        aria-controls={open ? listId : undefined}
        aria-activedescendant={open && current ? `${listId}-${current.id}` : undefined}
        placeholder={placeholder}
        value={text}
        maxLength={20_000}
        rows={2}
        dir="auto"
        onChange={(event) => {
          onText(event.target.value);
          setAt(0);
          setDismissed(null);
          look(event.target);
        }}
        onSelect={(event) => look(event.currentTarget)}
        onBlur={() => setCaret(null)}
        onKeyDown={onKeyDown}
        className="block max-h-96 min-h-16 w-full resize-none bg-transparent px-3.5 py-3 text-base text-ink field-sizing-content outline-none placeholder:text-faint max-md:text-md"
      />
      <span role="status" className="sr-only">
        {open && `${plural(found.length, "member")}: arrows choose, Enter mentions.`}
      </span>
      {open && (
        <Floating
          anchor={box}
          placement="bottom-start"
          onDismiss={() => setDismissed(typed?.from ?? null)}
          className="w-64 animate-pop rounded-lg bg-raised! p-1.5 shadow-float"
        >
          <div id={listId} role="listbox" aria-label="Mention a member">
            {found.map((person, index) => (
              <div
                key={person.id}
                id={`${listId}-${person.id}`}
                role="option"
                aria-selected={person === current}
                onPointerMove={() => setAt(index)}
                // The field must not lose the focus to the list.
                onPointerDown={(event) => event.preventDefault()}
                onClick={() => pick(person)}
                className={cn(
                  "flex h-8 cursor-pointer items-center gap-2.5 rounded-sm px-2 text-sm text-soft max-md:h-11",
                  person === current && "bg-hover text-ink",
                )}
              >
                <Avatar name={person.label} />
                <bdi className="max-w-[70%] shrink-0 truncate">{person.label}</bdi>
                <span className="min-w-0 flex-1 truncate text-right text-xs text-faint">{person.hint}</span>
              </div>
            ))}
          </div>
        </Floating>
      )}
    </div>
  );
}
