import type { CustomValue, Field } from "@/api/fields";
import { Person } from "@/features/leads/list/cells";
import { useWorkspace } from "@/features/leads/useWorkspaceNames";
import { Check, Minus } from "lucide-react";
import { Badge } from "@/ui/Badge";
import { customText } from "./values";

/** A value as it is shown in a cell and among the facts. */
type Props = {
  field: Field;
  value: CustomValue | undefined;
  /** Where there is room for several lines. */
  wrap?: boolean;
};

export function CustomValueView({ field, value, wrap }: Props) {
  const { members } = useWorkspace();
  if (value === undefined) return null;
  const text = customText(field, value, members);
  switch (field.kind) {
    case "choice":
      return <Badge tone="neutral">{text}</Badge>;
    case "multi_choice":
      if (!wrap) return <bdi className="min-w-0 truncate">{text}</bdi>;
      return (
        <span className="flex min-w-0 flex-wrap gap-1">
          {(Array.isArray(value) ? value : []).map((id) => (
            <Badge key={id} tone="neutral">
              {customText(field, [id], members)}
            </Badge>
          ))}
        </span>
      );
    case "member":
      return <Person name={text} />;
    case "checkbox":
      return (
        <span className="flex items-center gap-1.5">
          {value === true ? (
            <Check className="size-4 text-good-text" aria-hidden="true" />
          ) : (
            <Minus className="size-4 text-faint" aria-hidden="true" />
          )}
          {text}
        </span>
      );
    case "long_text":
      return (
        <bdi className="line-clamp-3 min-w-0" dir="auto">
          {text}
        </bdi>
      );
    case "number":
    case "money":
      return <span className="tabular-nums">{text}</span>;
    default:
      return <bdi className="min-w-0 truncate">{text}</bdi>;
  }
}
