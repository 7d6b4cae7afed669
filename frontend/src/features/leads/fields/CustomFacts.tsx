import { ExternalLink } from "lucide-react";
import { useState, type ReactNode } from "react";
import { customName, type Field } from "@/api/fields";
import { useSession } from "@/api/useSession";
import { useLeadEdits } from "@/features/leads/edit/save";
import { factLook, InPlace } from "@/features/leads/page/factFields";
import type { Lead } from "@/features/leads/queries";
import { useCanWrite } from "@/features/leads/useCanWrite";
import { useWorkspace } from "@/features/leads/useWorkspaceNames";
import { cn } from "@/lib/cn";
import { PickerButton } from "@/ui/Picker";
import { afterPick, isPicked, pickedOf, pickOptions } from "./choices";
import { CustomInput } from "./CustomInput";
import { CustomValueView } from "./CustomValueView";
import { customText, setCustom } from "./values";

type Props = {
  lead: Lead;
  /** How the facts lay out a row. */
  row: (field: { name: string; label: string; first: boolean }, content: ReactNode) => ReactNode;
};

/** More empty ones than this would push everything else out of sight. */
const mostEmpty = 3;

/** What the workspace itself wants to know of a lead. */
export function CustomFacts({ lead, row }: Props) {
  const { fields } = useWorkspace();
  const [all, setAll] = useState(false);
  const isSet = ({ key }: Field) => lead.custom[key] !== undefined;
  const empty = fields.filter((field) => !isSet(field)).length;
  const folds = !all && empty > mostEmpty;
  const shown = folds ? fields.filter(isSet) : fields;
  return (
    <>
      {shown.map((field, n) =>
        row(
          { name: customName(field), label: field.name, first: n === 0 },
          <Fact lead={lead} field={field} />,
        ),
      )}
      {folds &&
        row(
          { name: "empty", label: "Others", first: shown.length === 0 },
          <button type="button" onClick={() => setAll(true)} className={cn(factLook, "text-faint")}>
            Show {empty} empty fields
          </button>,
        )}
    </>
  );
}

function Fact({ lead, field }: { lead: Lead; field: Field }) {
  const edits = useLeadEdits();
  const canWrite = useCanWrite();
  const workspace = useWorkspace();
  const me = useSession().member.id;
  const value = lead.custom[field.key];
  const text = customText(field, value, workspace.members);
  const shown = <CustomValueView field={field} value={value} wrap />;
  const save = (next: Parameters<typeof setCustom>[2]) =>
    void edits.save(lead.id, setCustom(lead, field, next));

  if (isPicked(field)) {
    const content = text ? shown : <span className="text-faint">{canWrite ? "Choose" : "Not given"}</span>;
    if (!canWrite) return <div className="px-2 py-1.5">{content}</div>;
    return (
      <PickerButton
        label={field.name}
        multiple={field.kind === "multi_choice"}
        options={pickOptions(field, workspace, me)}
        selected={pickedOf(field, value)}
        onPick={(picked) => save(afterPick(field, value, picked))}
        placement="bottom-end"
        className={factLook}
      >
        <span className="sr-only">{field.name}: </span>
        {content}
      </PickerButton>
    );
  }
  const link = field.kind === "url" && /^https?:\/\//i.test(text) ? text : undefined;
  return (
    <span className="flex items-start gap-1">
      <span className="min-w-0 flex-1">
        <InPlace label={field.name} value={text} shown={text && shown}>
          {(close) => (
            <CustomInput field={field} value={value} label={field.name} onSave={save} onClose={close} />
          )}
        </InPlace>
      </span>
      {link && (
        <a
          href={link}
          target="_blank"
          rel="noopener noreferrer nofollow"
          aria-label={`Open ${field.name}`}
          className="grid size-8 shrink-0 place-items-center rounded-sm text-faint hover:bg-hover hover:text-ink max-md:size-11"
        >
          <ExternalLink className="size-3.5" aria-hidden="true" />
        </a>
      )}
    </span>
  );
}
