import { useQuery } from "@tanstack/react-query";
import { GripVertical, Plus, ShieldAlert, SlidersHorizontal, Trash2 } from "lucide-react";
import { useState } from "react";
import { ApiError } from "@/api/problem";
import { fieldsQuery, type Field } from "@/api/fields";
import { can } from "@/api/session";
import { useSession } from "@/api/useSession";
import { cn } from "@/lib/cn";
import { Badge } from "@/ui/Badge";
import { Button, IconButton } from "@/ui/Button";
import { Card } from "@/ui/Card";
import { EmptyState } from "@/ui/EmptyState";
import { BasisDialog } from "./BasisDialog";
import { FieldDialog } from "./FieldDialog";
import { bases, classes, kinds } from "./fieldWords";
import { Confirm, NameInput } from "./parts";
import { api, useChange } from "./queries";
import { moved } from "@/lib/reorder";
import { useReorder } from "@/components/useReorder";
import { Waiting } from "@/components/Waiting";

type Open = { kind: "edit"; field?: Field } | { kind: "basis" | "delete" | "discard"; field: Field } | null;

export function FieldsSection({ allowed }: { allowed: boolean }) {
  const { data, error, refetch } = useQuery(fieldsQuery);
  const change = useChange();
  const [open, setOpen] = useState<Open>(null);
  const [ordering, setOrdering] = useState<string[] | null>(null);
  const known = [...(data?.items ?? [])].sort((a, b) => a.position - b.position);
  // The new order shows at once; when it is refused, the old one is back with the next answer.
  const fields = ordering
    ? [...known].sort((a, b) => ordering.indexOf(a.id) - ordering.indexOf(b.id))
    : known;
  const reorder = useReorder(fields, (id, position) => {
    const from = fields.findIndex((each) => each.id === id);
    setOrdering(moved(fields, from, position).map((each) => each.id));
    change.mutate(() => api.updateField(id, { position }), { onSettled: () => setOrdering(null) });
  });
  if (!data) return <Waiting error={error} onRetry={() => void refetch()} />;

  const close = () => setOpen(null);
  function remove(field: Field, discard: boolean) {
    change.mutate(() =>
      api.deleteField(field.id, discard).catch((refusal: unknown) => {
        // Values would go with it: that is another question than the first one.
        if (!(refusal instanceof ApiError) || refusal.code !== "field_in_use") throw refusal;
        setOpen({ kind: "discard", field });
      }),
    );
  }

  return (
    <>
      <div className="flex flex-wrap items-start justify-between gap-3">
        <p className="max-w-xl flex-1 text-base text-soft">
          What your workspace wants to know of a lead beside the usual facts. Each field says how much care
          its values need.
        </p>
        <Button look="primary" disabled={!allowed} onClick={() => setOpen({ kind: "edit" })}>
          <Plus className="size-4" aria-hidden="true" /> New field
        </Button>
      </div>
      {fields.length === 0 ? (
        <EmptyState icon={<SlidersHorizontal aria-hidden="true" />} title="No fields of your own yet">
          A field stands among the facts of a lead, in the table, and in filters.
        </EmptyState>
      ) : (
        <Card aria-label="Fields">
          <p id="reorder-help" className="sr-only">
            Up and down arrows move it.
          </p>
          <ol aria-label="Fields in order">
            {reorder.shown.map((field) => (
              <li
                key={field.id}
                ref={reorder.row(field.id)}
                className={cn(
                  "border-t border-hairline px-3 py-1.5 first:border-0",
                  reorder.dragged === field.id && "rounded-md bg-accent-wash",
                )}
              >
                <div className="flex items-center gap-1.5 max-sm:flex-wrap">
                  <button
                    type="button"
                    disabled={!allowed}
                    {...reorder.handle(field)}
                    className="grid size-8 shrink-0 cursor-grab touch-none place-items-center rounded-sm text-faint hover:bg-hover hover:text-ink disabled:cursor-default disabled:opacity-50 max-md:size-11"
                  >
                    <GripVertical className="size-4" aria-hidden="true" />
                  </button>
                  <div className="min-w-40 flex-1">
                    <NameInput
                      label="Name of the field"
                      name={field.name}
                      disabled={!allowed}
                      onSave={(name) => change.mutate(() => api.updateField(field.id, { name }))}
                    />
                  </div>
                  <span className="w-28 shrink-0 truncate text-sm text-faint">{kinds[field.kind]}</span>
                  <span className="w-28 shrink-0 max-sm:mr-auto max-sm:ml-14">
                    <Badge tone={classes[field.privacy_class].tone}>
                      {classes[field.privacy_class].label}
                    </Badge>
                  </span>
                  <Button
                    size="sm"
                    look="ghost"
                    aria-label={`Edit ${field.name}`}
                    disabled={!allowed}
                    onClick={() => setOpen({ kind: "edit", field })}
                  >
                    Edit
                  </Button>
                  <IconButton
                    label={`Delete ${field.name}`}
                    disabled={!allowed}
                    onClick={() => setOpen({ kind: "delete", field })}
                  >
                    <Trash2 className="size-4" aria-hidden="true" />
                  </IconButton>
                </div>
                <Care field={field} onBasis={() => setOpen({ kind: "basis", field })} />
              </li>
            ))}
          </ol>
        </Card>
      )}
      <div className="sr-only" aria-live="polite">
        {reorder.announcement}
      </div>
      {open?.kind === "edit" && <FieldDialog field={open.field} onClose={close} />}
      {open?.kind === "basis" && <BasisDialog field={open.field} onClose={close} />}
      {open?.kind === "delete" && (
        <Confirm
          title={`Delete ${open.field.name}?`}
          action="Delete the field"
          onClose={close}
          onConfirm={() => remove(open.field, false)}
        >
          <p>
            It goes from the leads, the table and the filters. If leads have values in it, you are asked
            again.
          </p>
        </Confirm>
      )}
      {open?.kind === "discard" && (
        <Confirm
          title={`Leads have values in ${open.field.name}`}
          action="Delete the field and its values"
          onClose={close}
          onConfirm={() => remove(open.field, true)}
        >
          <p>They are erased with the field, and nothing brings them back.</p>
        </Confirm>
      )}
    </>
  );
}

/** Why a field is held back, or on what its values rest. */
function Care({ field, onBasis }: { field: Field; onBasis: () => void }) {
  const mayRecord = can(useSession(), "privacy_manage");
  if (field.state === "active" && !field.basis) return null;
  const held = field.state === "quarantined";
  return (
    <div
      className={cn(
        "mt-1 mb-1.5 flex flex-wrap items-center gap-x-3 gap-y-2 rounded-md px-3 py-2.5 text-sm sm:ml-9",
        held ? "bg-warn-wash text-warn-text" : "bg-sunken text-soft",
      )}
    >
      <ShieldAlert className="size-4 shrink-0" aria-hidden="true" />
      <p className="min-w-48 flex-1">
        {held ? (
          <>
            <span className="font-medium">In quarantine: no values are shown or taken.</span>{" "}
            {field.quarantine_reason}
          </>
        ) : (
          field.basis && (
            <>
              Rests on: <span className="font-medium">{bases[field.basis.kind].label}</span>
              {field.basis.recorded_by && <>, recorded by {field.basis.recorded_by.name}</>}
              {field.basis.note && <span className="block text-faint">{field.basis.note}</span>}
            </>
          )
        )}
      </p>
      {mayRecord ? (
        <Button size="sm" onClick={onBasis}>
          {held ? "Record a lawful basis" : "Change"}
        </Button>
      ) : (
        held && <span>An owner can record a lawful basis.</span>
      )}
    </div>
  );
}
