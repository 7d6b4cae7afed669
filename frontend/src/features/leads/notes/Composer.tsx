import { useState } from "react";
import { emptyDraft, NoteForm, type Draft } from "./NoteForm";
import { useNoteEdits } from "./useNoteEdits";

/** What was begun and not saved survives leaving the page; it is kept in memory only. */
const drafts = new Map<string, Draft>();

export function Composer({ leadId }: { leadId: string }) {
  const { create } = useNoteEdits(leadId);
  const [draft, setDraft] = useState(() => drafts.get(leadId) ?? emptyDraft);
  const [announcement, setAnnouncement] = useState("");
  const keep = (next: Draft) => {
    drafts.set(leadId, next);
    setDraft(next);
  };

  async function save(body: string) {
    const written = draft;
    keep(emptyDraft);
    const saved = await create(body, crypto.randomUUID());
    setAnnouncement(saved ? "Note saved" : "");
    // Refused words come back, in front of what has been begun meanwhile.
    if (saved) return;
    const now = drafts.get(leadId) ?? emptyDraft;
    keep({
      text: [written.text, now.text].filter(Boolean).join("\n\n"),
      mentions: new Map([...written.mentions, ...now.mentions]),
    });
  }

  return (
    <div data-fact="note">
      <NoteForm
        label="New note"
        draft={draft}
        onDraft={keep}
        onSave={(body) => void save(body)}
        onEscape={() => (document.activeElement as HTMLElement | null)?.blur()}
        quiet
      />
      <div className="sr-only" role="status">
        {announcement}
      </div>
    </div>
  );
}
