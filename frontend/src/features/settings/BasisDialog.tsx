import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState, type SyntheticEvent } from "react";
import { fieldsQuery, type Field } from "@/api/fields";
import { messageFor } from "@/api/problem";
import { Button } from "@/ui/Button";
import { Callout } from "@/ui/Callout";
import { Dialog } from "@/ui/Dialog";
import { inputLook } from "@/ui/Field";
import { bases } from "./fieldWords";
import { api } from "./queries";

type BasisKind = keyof typeof bases;

/** Only an owner gets here: whoever answers for the data says why it may be kept. */
export function BasisDialog({ field, onClose }: { field: Field; onClose: () => void }) {
  const queryClient = useQueryClient();
  const [kind, setKind] = useState<BasisKind | undefined>(field.basis?.kind);
  const [note, setNote] = useState(field.basis?.note ?? "");
  const [missing, setMissing] = useState(false);
  const done = () => {
    void queryClient.invalidateQueries({ queryKey: fieldsQuery.queryKey });
    onClose();
  };
  const record = useMutation({
    mutationFn: (basis: BasisKind) => api.setBasis(field.id, basis, note.trim()),
    onSuccess: done,
  });
  const withdraw = useMutation({ mutationFn: () => api.dropBasis(field.id), onSuccess: done });
  const error = record.error ?? withdraw.error;

  function submit(event: SyntheticEvent) {
    event.preventDefault();
    if (!kind) return setMissing(true);
    record.mutate(kind);
  }

  return (
    <Dialog
      title={`Lawful basis for ${field.name}`}
      onClose={onClose}
      className="w-[min(36rem,calc(100vw-1.5rem))]"
      footer={
        <>
          {field.basis && (
            <Button look="danger-quiet" pending={withdraw.isPending} onClick={() => withdraw.mutate()}>
              Withdraw it
            </Button>
          )}
          <span className="flex-1" />
          <Button onClick={onClose}>Cancel</Button>
          <Button look="primary" type="submit" form="basis-form" pending={record.isPending}>
            Record
          </Button>
        </>
      }
    >
      <form id="basis-form" onSubmit={submit} className="grid gap-4">
        <p className="text-base">
          Special categories of personal data are forbidden unless one of these holds. Your name and the time
          are kept with your choice; withdrawing it puts the field back into quarantine.
        </p>
        {error && (
          <Callout tone="danger" role="alert">
            {messageFor(error)}
          </Callout>
        )}
        <fieldset aria-describedby={missing ? "basis-missing" : undefined}>
          <legend className="sr-only">Lawful basis</legend>
          <div className="grid gap-0.5">
            {(Object.keys(bases) as BasisKind[]).map((each, n) => (
              <label
                key={each}
                className="flex cursor-pointer gap-3 rounded-md px-2.5 py-2 hover:bg-hover has-checked:bg-accent-wash"
              >
                <input
                  type="radio"
                  name="basis"
                  data-autofocus={n === 0 ? "" : undefined}
                  checked={kind === each}
                  onChange={() => {
                    setKind(each);
                    setMissing(false);
                  }}
                  className="mt-1 size-4 shrink-0 accent-accent"
                />
                <span className="min-w-0">
                  <span className="block text-base font-medium text-ink">{bases[each].label}</span>
                  <span className="block text-sm text-soft">{bases[each].hint}</span>
                </span>
              </label>
            ))}
          </div>
        </fieldset>
        {missing && (
          <p id="basis-missing" role="alert" className="text-sm text-danger-text">
            Choose what the field rests on.
          </p>
        )}
        <label className="grid gap-1.5 text-sm font-medium text-ink">
          Where this is written down
          <textarea
            value={note}
            rows={2}
            maxLength={2_000}
            placeholder="For example the consent text, or the paragraph of the law"
            onChange={(event) => setNote(event.target.value)}
            className={`${inputLook} h-auto! py-2 font-normal field-sizing-content`}
          />
        </label>
      </form>
    </Dialog>
  );
}
