import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { ScrollText } from "lucide-react";
import { useState } from "react";
import type { components } from "@/api/contract";
import { page } from "@/api/query";
import { Waiting } from "@/components/Waiting";
import { formatExact, formatShort } from "@/lib/format";
import { Button } from "@/ui/Button";
import { Card } from "@/ui/Card";
import { EmptyState } from "@/ui/EmptyState";
import { Select } from "@/ui/Select";
import { membersQuery } from "./queries";

type Entry = components["schemas"]["AuditEntry"];

const auditQuery = (actor: string) =>
  page("/api/v1/audit", { query: { limit: 50, ...(actor && { actor }) } });

/** "scoring_rule" is for programs. */
const words = (name: string) => (name === "parted" ? "merge undone" : name.replaceAll("_", " "));

export function AuditSection({ allowed }: { allowed: boolean }) {
  const [actor, setActor] = useState("");
  const members = useQuery(membersQuery).data?.items ?? [];
  const list = useInfiniteQuery({ ...auditQuery(actor), enabled: allowed });
  if (!allowed) return null;
  const entries = list.data?.pages.flatMap((each) => each.items) ?? [];
  return (
    <>
      <div className="flex flex-wrap items-center justify-between gap-3">
        <p className="max-w-xl flex-1 text-base text-soft">
          Who did what, the latest first. Nothing in it can be changed or deleted.
        </p>
        <Select
          slim
          label="Done by"
          value={actor}
          onChange={(event) => setActor(event.target.value)}
          className="w-44"
        >
          <option value="">Everybody</option>
          {members.map(({ id, name }) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
        </Select>
      </div>
      {!list.data ? (
        <Waiting error={list.error} onRetry={() => void list.refetch()} />
      ) : entries.length === 0 ? (
        <EmptyState icon={<ScrollText aria-hidden="true" />} title="Nothing was done yet" />
      ) : (
        <Card className="overflow-x-auto" aria-label="Audit" tabIndex={0}>
          <table className="w-full min-w-xl text-base wrap-normal">
            <caption className="sr-only">Audit</caption>
            <thead>
              <tr className="text-left text-xs text-faint">
                {["When", "Who", "What", "To what"].map((each) => (
                  <th key={each} scope="col" className="px-4 py-2.5 font-medium whitespace-nowrap">
                    {each}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {entries.map((entry) => (
                <Row key={entry.id} entry={entry} />
              ))}
            </tbody>
          </table>
        </Card>
      )}
      {list.hasNextPage && (
        <Button
          className="justify-self-center"
          pending={list.isFetchingNextPage}
          onClick={() => void list.fetchNextPage()}
        >
          Show earlier
        </Button>
      )}
    </>
  );
}

function Row({ entry }: { entry: Entry }) {
  const at = new Date(entry.at);
  return (
    <tr className="border-t border-hairline align-top hover:bg-hover">
      <td className="px-4 py-2 text-sm whitespace-nowrap text-faint tabular-nums">
        <time dateTime={entry.at} title={formatExact(at)}>
          {formatShort(at)}
        </time>
      </td>
      <td className="px-4 py-2 text-left font-medium whitespace-nowrap" dir="auto">
        {entry.actor?.name ?? "Cloop"}
      </td>
      <td className="px-4 py-2 text-soft first-letter:uppercase">{words(entry.action)}</td>
      <td className="px-4 py-2 text-left text-soft" dir="auto">
        {entry.label ?? `${words(entry.object_kind)} ${entry.object_id.slice(-8)}`}
        {entry.label && <span className="block text-xs text-faint">{words(entry.object_kind)}</span>}
      </td>
    </tr>
  );
}
