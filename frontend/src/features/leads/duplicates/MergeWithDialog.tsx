import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { messageFor } from "@/api/problem";
import { searchQuery } from "@/api/search";
import { Avatar } from "@/ui/Avatar";
import { Dialog } from "@/ui/Dialog";
import { TextField } from "@/ui/Field";

type Props = {
  lead: { id: string; display_name: string };
  onClose: () => void;
  onPick: (otherId: string) => void;
};

/** For a pair that only a person recognises. */
export default function MergeWithDialog({ lead, onClose, onPick }: Props) {
  const [text, setText] = useState("");
  const wanted = text.trim();
  const search = useQuery({ ...searchQuery(wanted), enabled: wanted !== "" });
  const found = wanted ? (search.data?.items.filter((each) => each.id !== lead.id) ?? []) : [];
  return (
    <Dialog title={`Merge ${lead.display_name} with`} onClose={onClose}>
      <div className="grid gap-3">
        <TextField
          label="Another lead"
          data-autofocus
          placeholder="Name, address or company"
          value={text}
          onChange={(event) => setText(event.target.value)}
        />
        {search.error && (
          <p role="alert" className="text-sm text-danger-text">
            {messageFor(search.error)}
          </p>
        )}
        <p role="status" className="text-sm text-faint">
          {wanted && !search.isFetching && found.length === 0 && "Nobody found."}
        </p>
        <ul>
          {found.map((other) => (
            <li key={other.id}>
              <button
                type="button"
                onClick={() => onPick(other.id)}
                className="flex min-h-11 w-full items-center gap-3 rounded-md px-2 text-left hover:bg-hover"
              >
                <Avatar name={other.display_name} />
                <span className="min-w-0 flex-1">
                  <bdi className="block truncate text-base font-medium text-ink">{other.display_name}</bdi>
                  <span className="block truncate text-sm text-faint">
                    {[other.primary_email, other.company].filter(Boolean).join(" · ")}
                  </span>
                </span>
              </button>
            </li>
          ))}
        </ul>
      </div>
    </Dialog>
  );
}
