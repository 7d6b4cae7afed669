import { useQuery } from "@tanstack/react-query";
import { Eye } from "lucide-react";
import { messageFor } from "@/api/problem";
import { accessQuery, type Access } from "@/features/leads/queries";
import { Avatar } from "@/ui/Avatar";
import { button } from "@/ui/button";
import { Popover } from "@/ui/Popover";
import { ScrollArea } from "@/ui/ScrollArea";
import { Skeleton } from "@/ui/Skeleton";

const reasons: Record<Access["because"], string> = {
  owner: "owns this lead",
  colleague: "is in a team with its owner",
  team: "is in its team",
  role: "sees all leads by their role",
  scope: "sees all leads",
};

const whyOf = ({ because }: Access) => reasons[because];

export function AccessPopover({ leadId }: { leadId: string }) {
  return (
    <Popover
      label="Who can see this lead"
      placement="bottom-end"
      triggerClass={button({ look: "ghost", size: "sm" })}
      trigger={
        <>
          <Eye className="size-4" aria-hidden="true" />
          <span className="max-sm:sr-only">Who can see this</span>
        </>
      }
    >
      <List leadId={leadId} />
    </Popover>
  );
}

function List({ leadId }: { leadId: string }) {
  const { data, error } = useQuery(accessQuery(leadId));
  return (
    <>
      <h2 className="mb-2.5 text-sm font-semibold">Who can see this lead</h2>
      {error ? (
        <p role="alert" className="text-sm text-danger-text">
          {messageFor(error)}
        </p>
      ) : !data ? (
        <div className="grid gap-2" aria-busy="true">
          <Skeleton className="h-6" />
          <Skeleton className="h-6" />
        </div>
      ) : (
        <ScrollArea className="max-h-72" aria-label="Members">
          <ul className="grid gap-2">
            {data.items.map((each) => (
              <li key={each.member.id} className="flex items-center gap-2.5 text-sm">
                <Avatar name={each.member.name} />
                <span className="min-w-0 flex-1">
                  <bdi className="block truncate font-medium">{each.member.name}</bdi>
                  <span className="block text-xs text-faint">
                    <span className="capitalize">{each.role}</span>, {whyOf(each)}
                  </span>
                </span>
              </li>
            ))}
          </ul>
        </ScrollArea>
      )}
    </>
  );
}
