import type { CustomValue, Field } from "@/api/fields";
import { memberOptions, nothing } from "@/features/leads/edit/options";
import type { Workspace } from "@/features/leads/useWorkspaceNames";
import { X } from "lucide-react";
import type { Option } from "@/ui/Picker";

const kinds = ["choice", "multi_choice", "member", "checkbox"];

/** Fields whose value is picked from a list; the others are typed. */
export const isPicked = ({ kind }: Field) => kinds.includes(kind);

const yes = "yes";
const no = "no";

export function pickOptions(field: Field, workspace: Workspace, me: string): Option[] {
  const none = { value: nothing, label: "Not set", icon: <X /> };
  if (field.kind === "member") return memberOptions(workspace, me);
  if (field.kind === "checkbox") return [none, { value: yes, label: "Yes" }, { value: no, label: "No" }];
  const options = field.options.map(({ id, label }) => ({ value: id, label }));
  return field.kind === "multi_choice" ? options : [none, ...options];
}

export function pickedOf(field: Field, value: CustomValue | undefined): string[] {
  if (Array.isArray(value)) return value;
  if (field.kind === "checkbox" && typeof value === "boolean") return [value ? yes : no];
  return typeof value === "string" ? [value] : field.kind === "multi_choice" ? [] : [nothing];
}

/** The value after one more press on the list. */
export function afterPick(field: Field, value: CustomValue | undefined, picked: string): CustomValue | null {
  if (field.kind === "multi_choice") {
    const now = Array.isArray(value) ? value : [];
    const next = now.includes(picked) ? now.filter((each) => each !== picked) : [...now, picked];
    return next.length > 0 ? next : null;
  }
  if (picked === nothing) return null;
  return field.kind === "checkbox" ? picked === yes : picked;
}
