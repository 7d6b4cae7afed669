import { Pencil } from "lucide-react";
import { useRef, useState } from "react";
import { setName } from "@/features/leads/edit/edits";
import { useLeadEdits } from "@/features/leads/edit/save";
import { SourceLine, StatusBadge } from "@/features/leads/LeadBits";
import type { Lead } from "@/features/leads/queries";
import { useCanWrite } from "@/features/leads/useCanWrite";
import { Avatar } from "@/ui/Avatar";
import { Button, IconButton } from "@/ui/Button";
import { factInput } from "./factFields";

export function LeadHeader({ lead }: { lead: Lead }) {
  const canWrite = useCanWrite();
  const [editing, setEditing] = useState(false);
  const box = useRef<HTMLElement>(null);
  const role = [lead.title, lead.company].filter(Boolean).join(" · ");
  const close = () => {
    setEditing(false);
    requestAnimationFrame(() => box.current?.querySelector<HTMLElement>("[data-fact]")?.focus());
  };
  return (
    <header ref={box} className="flex items-start gap-4 md:gap-5">
      <Avatar name={lead.display_name} size="lg" />
      <div className="min-w-0 flex-1">
        {editing ? (
          <NameForm lead={lead} onClose={close} />
        ) : (
          <div className="flex items-start gap-1.5">
            <h1 className="min-w-0 text-xl font-semibold" dir="auto">
              {lead.display_name}
            </h1>
            {canWrite && (
              <IconButton label="Edit the name" data-fact="name" onClick={() => setEditing(true)}>
                <Pencil className="size-3.5" aria-hidden="true" />
              </IconButton>
            )}
          </div>
        )}
        {role && (
          <p className="mt-0.5 text-base text-soft" dir="auto">
            {role}
          </p>
        )}
        <div className="mt-3 flex flex-wrap items-center gap-x-4 gap-y-2 text-base text-soft">
          <StatusBadge status={lead.status} />
          <SourceLine lead={lead} />
        </div>
      </div>
    </header>
  );
}

function NameForm({ lead, onClose }: { lead: Lead; onClose: () => void }) {
  const edits = useLeadEdits();
  const [first, setFirst] = useState(lead.first_name ?? "");
  const [last, setLast] = useState(lead.last_name ?? "");
  return (
    <form
      className="flex flex-wrap items-center gap-2"
      onSubmit={(event) => {
        event.preventDefault();
        onClose();
        void edits.save(lead.id, setName(first, last));
      }}
      onKeyDown={(event) => {
        if (event.key !== "Escape") return;
        event.stopPropagation();
        event.preventDefault();
        onClose();
      }}
    >
      <input
        autoFocus
        aria-label="First name"
        placeholder="First name"
        value={first}
        maxLength={100}
        onChange={(event) => setFirst(event.target.value)}
        className={`${factInput} max-w-44`}
      />
      <input
        aria-label="Last name"
        placeholder="Last name"
        value={last}
        maxLength={100}
        onChange={(event) => setLast(event.target.value)}
        className={`${factInput} max-w-52`}
      />
      <Button size="sm" look="primary" type="submit">
        Save
      </Button>
      <Button size="sm" onClick={onClose}>
        Cancel
      </Button>
    </form>
  );
}
