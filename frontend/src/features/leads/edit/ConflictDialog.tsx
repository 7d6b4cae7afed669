import { useQueryClient } from "@tanstack/react-query";
import { useState, type ReactNode } from "react";
import { messageFor } from "@/api/problem";
import { customFields } from "@/api/fields";
import { customText } from "@/features/leads/fields/values";
import { useWorkspace, type Workspace } from "@/features/leads/useWorkspaceNames";
import { formatMoney } from "@/lib/money";
import { Button } from "@/ui/Button";
import { Dialog } from "@/ui/Dialog";
import { toast } from "@/ui/toast";
import type { Lead, LeadChange } from "@/features/leads/queries";
import { statuses } from "@/features/leads/statuses";
import type { Conflict } from "./dialogs";
import type { Edit } from "./edits";
import { saveLead } from "./save";

const labels: Partial<Record<keyof Lead, string>> = {
  first_name: "First name",
  last_name: "Last name",
  company: "Company",
  title: "Title",
  country: "Country",
  emails: "Emails",
  phones: "Phones",
  status: "Status",
  owner: "Owner",
  team: "Team",
  stage: "Stage",
  lost_reason: "Lost reason",
  value: "Value",
  custom: "Fields of your own",
};

const sentAs: Partial<Record<keyof Lead, keyof LeadChange>> = {
  owner: "owner_id",
  team: "team_id",
  stage: "stage_id",
};

function shown(lead: Partial<Lead>, field: keyof Lead, members: Workspace["members"]): string {
  if (field === "custom")
    return (
      customFields()
        .flatMap((each) => {
          const text = customText(each, lead.custom?.[each.key], members);
          return text ? `${each.name}: ${text}` : [];
        })
        .join(", ") || "Empty"
    );
  const value = lead[field];
  if (value === null || value === undefined || value === "") return "Empty";
  if (field === "status" && lead.status) return statuses[lead.status].label;
  if (field === "value" && lead.value) return formatMoney(lead.value);
  if (field === "emails" || field === "phones")
    return lead[field]?.map((each) => each.raw).join(", ") || "Empty";
  if (typeof value === "object") return "name" in value && typeof value.name === "string" ? value.name : "";
  return `${value}`;
}

/** What is left of an edit when some of its fields stay as they are now. */
export function without(edit: Edit, left: (keyof Lead)[]): Edit {
  const change: Record<string, unknown> = { ...edit.change };
  const preview: Partial<Lead> = { ...edit.preview };
  for (const field of left) {
    Reflect.deleteProperty(change, sentAs[field] ?? field);
    Reflect.deleteProperty(preview, field);
  }
  return { change: change, preview };
}

export default function ConflictDialog({ conflict, onClose }: { conflict: Conflict; onClose: () => void }) {
  const { leadId, base, newest, edit, fields } = conflict;
  const { members } = useWorkspace();
  const queryClient = useQueryClient();
  const [mine, setMine] = useState<(keyof Lead)[]>([]);

  function keep() {
    onClose();
    const wanted = without(
      edit,
      fields.filter((field) => !mine.includes(field)),
    );
    if (Object.keys(wanted.change).length === 0) return;
    saveLead(queryClient, leadId, wanted).catch((error: unknown) =>
      toast(`Not saved. ${messageFor(error)}`, "danger"),
    );
  }

  return (
    <Dialog
      title="Changed in the meantime"
      onClose={onClose}
      className="w-[min(38rem,calc(100vw-1.5rem))]"
      footer={
        <>
          <Button onClick={onClose}>Cancel my change</Button>
          <Button look="primary" onClick={keep}>
            Save this choice
          </Button>
        </>
      }
    >
      <p className="text-base">
        Somebody else changed <bdi className="font-medium text-ink">{newest.display_name}</bdi> while you did.
        Choose what each field says from now on.
      </p>
      <div className="mt-5 grid gap-5">
        {fields.map((field, index) => {
          const isMine = mine.includes(field);
          const choose = (take: boolean) =>
            setMine(
              take
                ? [...mine.filter((each) => each !== field), field]
                : mine.filter((each) => each !== field),
            );
          return (
            <fieldset key={field} className="min-w-0">
              <legend className="flex w-full flex-wrap items-baseline gap-x-3 pb-2 text-sm">
                <span className="font-semibold text-ink">{labels[field] ?? field}</span>
                <span className="text-faint">
                  was <bdi>{shown(base, field, members)}</bdi>
                </span>
              </legend>
              <div className="grid gap-2 sm:grid-cols-2">
                <Choice
                  first={index === 0}
                  name={field}
                  checked={!isMine}
                  onChange={() => choose(false)}
                  title="Theirs"
                >
                  {shown(newest, field, members)}
                </Choice>
                <Choice name={field} checked={isMine} onChange={() => choose(true)} title="Mine">
                  {shown(edit.preview, field, members)}
                </Choice>
              </div>
            </fieldset>
          );
        })}
      </div>
    </Dialog>
  );
}

type ChoiceProps = {
  first?: boolean;
  name: string;
  checked: boolean;
  onChange: () => void;
  title: string;
  children: ReactNode;
};

function Choice({ first, name, checked, onChange, title, children }: ChoiceProps) {
  return (
    <label className="flex min-w-0 cursor-pointer gap-3 rounded-md border border-line-strong bg-raised px-3.5 py-2.5 has-checked:border-accent-text has-checked:bg-accent-wash has-focus-visible:outline-2 has-focus-visible:outline-accent-text">
      <input
        type="radio"
        data-autofocus={first || undefined}
        name={name}
        checked={checked}
        onChange={onChange}
        className="mt-1 size-4 shrink-0 accent-accent outline-none"
      />
      <span className="min-w-0">
        <span className="block text-xs font-medium text-faint">{title}</span>
        <bdi className="block text-base text-ink">{children}</bdi>
      </span>
    </label>
  );
}
