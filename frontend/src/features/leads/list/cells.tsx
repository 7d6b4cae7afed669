import type { ReactNode } from "react";
import { cn } from "@/lib/cn";
import { formatMoney } from "@/lib/money";
import { SourceLine, StageBadge, StatusBadge } from "@/features/leads/LeadBits";
import type { LeadSummary } from "@/features/leads/queries";
import { Avatar } from "@/ui/Avatar";
import { TagChip } from "@/ui/TagChip";
import { TimeAgo } from "@/ui/TimeAgo";
import { customFieldOf } from "@/api/fields";
import { CustomValueView } from "@/features/leads/fields/CustomValueView";
import { columnOf, isBuiltIn, type ColumnKey } from "./columns";

const tagsShown = 1;

export function Tags({ tags, most = tagsShown }: { tags: LeadSummary["tags"]; most?: number }) {
  return (
    <>
      {tags.slice(0, most).map((tag) => (
        <TagChip key={tag.id} name={tag.name} color={tag.color} />
      ))}
      {tags.length > most && (
        <>
          <span className="text-xs whitespace-nowrap text-faint tabular-nums" aria-hidden="true">
            +{tags.length - most}
          </span>
          <span className="sr-only">and {tags.length - most} more</span>
        </>
      )}
    </>
  );
}

export function Person({ name }: { name: string }) {
  return (
    <span className="flex min-w-0 items-center gap-2">
      <Avatar name={name} />
      <bdi className="truncate">{name}</bdi>
    </span>
  );
}

function contentOf(lead: LeadSummary, column: ColumnKey): ReactNode {
  if (!isBuiltIn(column)) {
    const field = customFieldOf(column);
    const value = field && lead.custom[field.key];
    return field && value !== undefined && <CustomValueView field={field} value={value} />;
  }
  switch (column) {
    case "status":
      return <StatusBadge status={lead.status} />;
    case "stage":
      return lead.stage && <StageBadge stage={lead.stage} />;
    case "owner":
      return lead.owner && <Person name={lead.owner.name} />;
    case "team":
      return lead.team && <bdi className="truncate">{lead.team.name}</bdi>;
    case "value":
      return lead.value && <span className="tabular-nums">{formatMoney(lead.value)}</span>;
    case "score":
      return <span className="tabular-nums">{lead.score}</span>;
    case "tags":
      return lead.tags.length > 0 && <Tags tags={lead.tags} />;
    case "source":
      return <SourceLine lead={lead} />;
    case "next_task":
      return lead.next_task && <bdi className="truncate">{lead.next_task.title}</bdi>;
    case "created_at":
    case "updated_at":
    case "last_activity_at":
    case "stage_since": {
      const at = lead[column];
      return at && <TimeAgo at={at} className="relative z-[1] text-sm text-faint" />;
    }
    default: {
      const text = lead[column];
      return text && <bdi className="truncate">{text}</bdi>;
    }
  }
}

type Props = { lead: LeadSummary; column: ColumnKey; editable: boolean };

/** A cell that can be edited is a button; the table hears its press, so that thousands of them cost nothing. */
export function Cell({ lead, column, editable }: Props) {
  const { label, edit, numeric } = columnOf(column);
  const content = contentOf(lead, column);
  const saysItself = column === "tags" || !isBuiltIn(column);
  const look = cn("flex h-full w-full min-w-0 items-center gap-1.5 px-2.5", numeric && "justify-end");
  if (!edit || !editable) return <div className={look}>{content}</div>;
  return (
    <button
      type="button"
      tabIndex={-1}
      data-cell={column}
      // What tags and a field of the workspace say, their cell says itself.
      aria-label={saysItself ? undefined : `${label} of ${lead.display_name}: ${spoken(lead, column)}`}
      className={cn(
        look,
        "relative z-[1] rounded-sm text-left outline-offset-[-2px]! hover:shadow-[inset_0_0_0_1px_var(--line-strong)]",
      )}
    >
      {saysItself && (
        <span className="sr-only">
          {label} of {lead.display_name}: {!content && "empty"}
        </span>
      )}
      {content}
    </button>
  );
}

function spoken(lead: LeadSummary, column: ColumnKey): string {
  if (!isBuiltIn(column)) return "";
  const value = lead[column];
  if (column === "value") return lead.value ? formatMoney(lead.value) : "empty";
  if (value === null) return "empty";
  if (typeof value === "object") return "name" in value ? value.name : "";
  return `${value}`;
}
