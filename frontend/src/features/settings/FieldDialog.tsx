import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Plus, X } from "lucide-react";
import { useState, type SyntheticEvent } from "react";
import { fieldsQuery, type Field } from "@/api/fields";
import { ApiError, messageFor } from "@/api/problem";
import { Button, IconButton } from "@/ui/Button";
import { Callout } from "@/ui/Callout";
import { Dialog } from "@/ui/Dialog";
import { ErrorText } from "@/ui/ErrorText";
import { inputLook, TextField } from "@/ui/Field";
import { Select } from "@/ui/Select";
import { toast } from "@/ui/toast";
import { classes, hasOptions, kinds } from "./fieldWords";
import { api } from "./queries";

type Kind = Field["kind"];
type Class = Field["privacy_class"];
type Line = { key: number; id?: string; label: string };

let last = 0;
const line = (option?: { id: string; label: string }): Line => ({ key: ++last, label: "", ...option });

export function FieldDialog({ field, onClose }: { field: Field | undefined; onClose: () => void }) {
  const queryClient = useQueryClient();
  const [name, setName] = useState(field?.name ?? "");
  const [kind, setKind] = useState<Kind>(field?.kind ?? "text");
  const [privacy, setPrivacy] = useState<Class>(field?.privacy_class ?? "ordinary");
  const [lines, setLines] = useState<Line[]>(() =>
    field?.options.length ? field.options.map(line) : [line()],
  );
  const [tried, setTried] = useState(false);
  const options = lines.filter((each) => each.label.trim());
  const noName = tried && !name.trim();
  const noOptions = tried && hasOptions(kind) && options.length === 0;

  const save = useMutation({
    mutationFn: () => {
      const listed = options.map(({ id, label }) => ({ ...(id && { id }), label: label.trim() }));
      const shared = { name: name.trim(), privacy_class: privacy };
      return field
        ? api.updateField(field.id, { ...shared, ...(hasOptions(kind) && { options: listed }) })
        : api.createField({
            ...shared,
            kind,
            ...(hasOptions(kind) && { options: listed.map(({ label }) => label) }),
          });
    },
    onSuccess: (saved) => {
      void queryClient.invalidateQueries({ queryKey: fieldsQuery.queryKey });
      onClose();
      if (saved.state === "quarantined" && field?.state !== "quarantined")
        toast(`${saved.name} is in quarantine until an owner records a lawful basis.`);
      else toast(field ? `${saved.name} saved` : `${saved.name} added`, "good");
    },
  });
  const wrong = (pointer: string) =>
    save.error instanceof ApiError ? save.error.fieldErrors[pointer]?.message : undefined;

  function submit(event: SyntheticEvent) {
    event.preventDefault();
    setTried(true);
    if (!name.trim() || (hasOptions(kind) && options.length === 0) || save.isPending) return;
    save.mutate();
  }

  return (
    <Dialog
      title={field ? `Edit ${field.name}` : "New field"}
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button look="primary" type="submit" form="field-form" pending={save.isPending}>
            {field ? "Save" : "Add field"}
          </Button>
        </>
      }
    >
      <form id="field-form" noValidate onSubmit={submit} className="grid gap-5">
        {save.isError && !wrong("/name") && !wrong("/options") && (
          <Callout tone="danger" role="alert">
            {messageFor(save.error)}
          </Callout>
        )}
        <TextField
          label="Name"
          data-autofocus
          value={name}
          maxLength={80}
          onChange={(event) => setName(event.target.value)}
          error={noName ? "Give it a name." : wrong("/name")}
        />
        <div className="grid gap-1.5">
          <span className="text-sm font-medium text-ink" aria-hidden="true">
            Kind
          </span>
          <Select
            label="Kind"
            value={kind}
            disabled={field !== undefined}
            onChange={(event) => setKind(event.target.value as Kind)}
          >
            {(Object.keys(kinds) as Kind[]).map((each) => (
              <option key={each} value={each}>
                {kinds[each]}
              </option>
            ))}
          </Select>
          {field && <p className="text-sm text-faint">The kind stays: its values could not follow.</p>}
        </div>
        {hasOptions(kind) && (
          <fieldset className="grid gap-1.5">
            <legend className="mb-1.5 text-sm font-medium text-ink">What can be chosen</legend>
            {lines.map((each, n) => (
              <div key={each.key} className="flex items-center gap-1">
                <input
                  aria-label={`Choice ${n + 1}`}
                  autoFocus={n > 0 && !each.id && !each.label}
                  value={each.label}
                  maxLength={80}
                  onChange={(event) =>
                    setLines(lines.map((old) => (old === each ? { ...old, label: event.target.value } : old)))
                  }
                  onKeyDown={(event) => {
                    if (event.key !== "Enter" || event.metaKey || event.ctrlKey) return;
                    event.preventDefault();
                    if (each.label.trim()) setLines([...lines, line()]);
                  }}
                  className={inputLook}
                />
                <IconButton
                  label={`Remove choice ${n + 1}`}
                  disabled={lines.length === 1}
                  onClick={() => setLines(lines.filter((old) => old !== each))}
                >
                  <X className="size-4" aria-hidden="true" />
                </IconButton>
              </div>
            ))}
            {(noOptions || wrong("/options")) && (
              <ErrorText>{noOptions ? "Give at least one choice." : wrong("/options")}</ErrorText>
            )}
            <Button
              size="sm"
              look="ghost"
              className="justify-self-start"
              onClick={() => setLines([...lines, line()])}
            >
              <Plus className="size-3.5" aria-hidden="true" /> Add a choice
            </Button>
          </fieldset>
        )}
        <fieldset className="grid gap-1">
          <legend className="mb-1.5 text-sm font-medium text-ink">How much care it needs</legend>
          {(Object.keys(classes) as Class[]).map((each) => (
            <label
              key={each}
              className="flex cursor-pointer gap-3 rounded-md border border-line px-3 py-2.5 hover:bg-hover has-checked:border-accent-line has-checked:bg-accent-wash"
            >
              <input
                type="radio"
                name="privacy"
                checked={privacy === each}
                onChange={() => setPrivacy(each)}
                className="mt-1 size-4 shrink-0 accent-accent"
              />
              <span className="min-w-0">
                <span className="block text-base font-medium text-ink">{classes[each].label}</span>
                <span className="block text-sm text-soft">{classes[each].hint}</span>
              </span>
            </label>
          ))}
        </fieldset>
      </form>
    </Dialog>
  );
}
