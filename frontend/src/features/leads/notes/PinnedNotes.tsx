import { useQuery } from "@tanstack/react-query";
import { NoteCard } from "./NoteCard";
import { pinnedQuery } from "./queries";

/** What everybody should read first. Nothing when nothing is pinned; the timeline has the notes anyway. */
export function PinnedNotes({ leadId }: { leadId: string }) {
  const { data } = useQuery(pinnedQuery(leadId));
  if (!data || data.items.length === 0) return null;
  return (
    <section aria-labelledby="pinned-notes" className="mb-6">
      <h3 id="pinned-notes" className="mb-2 text-sm font-medium text-faint">
        Pinned
      </h3>
      <div className="grid gap-2">
        {data.items.map((note) => (
          <NoteCard key={note.id} note={note} />
        ))}
      </div>
    </section>
  );
}
