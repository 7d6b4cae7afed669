import type { RefObject } from "react";
import type { Field } from "@/api/fields";
import { useSession } from "@/api/useSession";
import { useLeadEdits } from "@/features/leads/edit/save";
import type { LeadSummary } from "@/features/leads/queries";
import { useWorkspace } from "@/features/leads/useWorkspaceNames";
import { Floating } from "@/ui/Floating";
import { PickerPopover } from "@/ui/Picker";
import { afterPick, isPicked, pickedOf, pickOptions } from "./choices";
import { CustomInput } from "./CustomInput";
import { setCustom } from "./values";

type Props = {
  lead: LeadSummary;
  field: Field;
  anchor: RefObject<HTMLElement | null>;
  width: number;
  onClose: () => void;
};

export function CustomCellEditor({ lead, field, anchor, width, onClose }: Props) {
  const edits = useLeadEdits();
  const workspace = useWorkspace();
  const me = useSession().member.id;
  const value = lead.custom[field.key];
  const save = (next: Parameters<typeof setCustom>[2]) =>
    void edits.save(lead.id, setCustom(lead, field, next));
  if (isPicked(field))
    return (
      <PickerPopover
        anchor={anchor}
        onClose={onClose}
        label={field.name}
        multiple={field.kind === "multi_choice"}
        options={pickOptions(field, workspace, me)}
        selected={pickedOf(field, value)}
        onPick={(picked) => save(afterPick(field, value, picked))}
      />
    );
  return (
    <Floating
      anchor={anchor}
      placement="over"
      onDismiss={() => undefined}
      onEscape={onClose}
      className="rounded-sm bg-raised! p-0.5 shadow-float"
      style={{ width: Math.max(width, field.kind === "long_text" ? 280 : 168) }}
    >
      <CustomInput
        field={field}
        value={value}
        label={`${field.name} of ${lead.display_name}`}
        onSave={save}
        onClose={onClose}
      />
    </Floating>
  );
}
