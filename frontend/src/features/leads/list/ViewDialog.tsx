import { useState } from "react";
import type { NewView, View } from "@/features/leads/queries";
import { Button } from "@/ui/Button";
import { Dialog } from "@/ui/Dialog";
import { TextField } from "@/ui/Field";

type Named = Pick<NewView, "name" | "visibility">;
type Props = { view: View | undefined; pending: boolean; onClose: () => void; onSave: (body: Named) => void };

export default function ViewDialog({ view, pending, onClose, onSave }: Props) {
  const [name, setName] = useState(view?.name ?? "");
  const [shared, setShared] = useState(view?.visibility === "workspace");
  const [asked, setAsked] = useState(false);

  function save() {
    if (!name.trim()) return setAsked(true);
    onSave({ name: name.trim(), visibility: shared ? "workspace" : "private" });
  }

  return (
    <Dialog
      title={view ? "Rename the view" : "Save as a view"}
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button look="primary" pending={pending} onClick={save}>
            Save
          </Button>
        </>
      }
    >
      <form
        noValidate
        className="grid gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          save();
        }}
      >
        <TextField
          label="Name"
          data-autofocus
          value={name}
          maxLength={80}
          onChange={(event) => setName(event.target.value)}
          error={asked && !name.trim() ? "Give the view a name." : undefined}
          hint="It keeps the filter, the order and the columns."
        />
        <label className="flex items-start gap-3 text-base text-ink">
          <input
            type="checkbox"
            checked={shared}
            onChange={(event) => setShared(event.target.checked)}
            className="mt-1 size-4 accent-accent"
          />
          <span>
            Share with the workspace
            <span className="block text-sm text-faint">
              Everybody sees the view, each with the leads they may see.
            </span>
          </span>
        </label>
      </form>
    </Dialog>
  );
}
