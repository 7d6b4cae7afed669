import { Ellipsis, Pencil, Pin, PinOff, Trash2 } from "lucide-react";
import { useState } from "react";
import { useSession } from "@/api/useSession";
import { useCanWrite } from "@/features/leads/useCanWrite";
import { cn } from "@/lib/cn";
import { Avatar } from "@/ui/Avatar";
import { Menu, MenuItem } from "@/ui/Menu";
import { Spinner } from "@/ui/Spinner";
import { TimeAgo } from "@/ui/TimeAgo";
import { NoteBody } from "./NoteBody";
import { draftOf, NoteForm } from "./NoteForm";
import type { Note } from "./queries";
import { isPending, useNoteEdits } from "./useNoteEdits";

export function NoteCard({ note }: { note: Note }) {
  const edits = useNoteEdits(note.lead_id);
  const canWrite = useCanWrite();
  const { member, role } = useSession();
  const [draft, setDraft] = useState(() => draftOf(note.body));
  const [editing, setEditing] = useState(false);
  const pending = isPending(note);
  const isMine = note.author?.id === member.id;
  const mayDelete = isMine || role === "owner" || role === "admin";
  const author = note.author?.name ?? "A former member";

  if (editing) {
    return (
      <NoteForm
        label="Edit the note"
        autoFocus
        draft={draft}
        onDraft={setDraft}
        onCancel={() => setEditing(false)}
        onSave={(body) => {
          setEditing(false);
          if (body === note.body) return;
          void edits.change(note, { body }).then((saved) => saved || setEditing(true));
        }}
      />
    );
  }
  return (
    <article
      aria-label={`Note by ${author}`}
      className={cn(
        "rounded-lg border border-line bg-raised px-3.5 pt-2 pb-3 shadow-card",
        pending && "opacity-70",
      )}
    >
      <header className="mb-1 flex min-h-8 items-center gap-2 text-sm">
        <Avatar name={author} />
        <bdi className="truncate font-medium text-ink">{author}</bdi>
        <span className="text-faint">
          <TimeAgo at={note.created_at} />
          {note.edited_at && ", edited"}
        </span>
        {note.pinned && (
          <span className="flex items-center gap-1 text-faint">
            <Pin className="size-3.5" aria-hidden="true" />
            <span className="max-sm:sr-only">Pinned</span>
          </span>
        )}
        <span className="flex-1" />
        {pending ? (
          <span role="status" className="flex items-center gap-1.5 text-faint">
            <Spinner className="size-3.5" /> Saving
          </span>
        ) : (
          canWrite && (
            <Menu
              label={`More about the note by ${author}`}
              placement="bottom-end"
              triggerClass="-mr-2 grid size-8 place-items-center rounded-md text-faint hover:bg-hover hover:text-ink aria-expanded:bg-hover max-md:size-11"
              trigger={<Ellipsis className="size-4" aria-hidden="true" />}
            >
              {isMine && (
                <MenuItem
                  icon={<Pencil aria-hidden="true" />}
                  onSelect={() => {
                    setDraft(draftOf(note.body));
                    setEditing(true);
                  }}
                >
                  Edit
                </MenuItem>
              )}
              <MenuItem
                icon={note.pinned ? <PinOff aria-hidden="true" /> : <Pin aria-hidden="true" />}
                onSelect={() => void edits.change(note, { pinned: !note.pinned })}
              >
                {note.pinned ? "Unpin" : "Pin on top"}
              </MenuItem>
              {mayDelete && (
                <MenuItem icon={<Trash2 aria-hidden="true" />} onSelect={() => void edits.remove(note)}>
                  Delete
                </MenuItem>
              )}
            </Menu>
          )
        )}
      </header>
      <NoteBody body={note.body} />
    </article>
  );
}
