import { useSuspenseQuery } from "@tanstack/react-query";
import { Search } from "lucide-react";
import { PageHeader } from "@/components/PageHeader";
import { plural } from "@/lib/format";
import { EmptyState } from "@/ui/EmptyState";
import { Button } from "@/ui/Button";
import { inputLook } from "@/ui/Field";
import { isTechnical, matching } from "./dataMap";
import { dataMapQuery } from "./queries";
import { TableCard } from "./TableCard";
import { ScrollArea } from "@/ui/ScrollArea";

type Props = { filter: string; onFilter: (text: string) => void };

export function DataMapPage({ filter, onFilter }: Props) {
  const { data } = useSuspenseQuery(dataMapQuery);
  const tables = matching(data.tables, filter);
  const columns = data.tables.flatMap((table) => table.columns);
  const personal = columns.filter((column) => !isTechnical(column)).length;
  return (
    <div className="flex h-full flex-col">
      <PageHeader title="What we store" />
      <ScrollArea className="flex-1" aria-label="What we store">
        <div className="mx-auto max-w-6xl px-4 py-6 md:px-8 md:py-10">
          <p className="max-w-2xl text-md text-pretty text-soft">
            Every column of the database, what it is for and when it goes. This page is read from the running
            program, so it can’t fall behind it.
          </p>
          <div className="mt-6 mb-5 flex flex-wrap items-center gap-x-4 gap-y-3">
            <div className="relative w-full sm:w-80">
              <Search
                className="pointer-events-none absolute inset-y-0 left-3 my-auto size-4 text-faint"
                aria-hidden="true"
              />
              <input
                type="search"
                aria-label="Filter"
                placeholder="Filter: email, consent, 30 days"
                value={filter}
                onChange={(event) => onFilter(event.target.value)}
                className={`${inputLook} pl-9!`}
              />
            </div>
            <p role="status" className="text-sm text-faint">
              {filter
                ? `${plural(tables.flatMap((table) => table.columns).length, "column")} in ${plural(tables.length, "table")} match`
                : `${plural(data.tables.length, "table")}, ${plural(columns.length, "column")}, ${personal} about people or workspaces`}
            </p>
          </div>
          {tables.length === 0 ? (
            <EmptyState
              icon={<Search aria-hidden="true" />}
              title="Nothing like that is stored"
              action={<Button onClick={() => onFilter("")}>Clear the filter</Button>}
            >
              No column’s name, purpose, retention or origin matches.
            </EmptyState>
          ) : (
            <div className="grid gap-4">
              {tables.map((table) => (
                <TableCard key={table.name} table={table} filtered={filter !== ""} />
              ))}
            </div>
          )}
        </div>
      </ScrollArea>
    </div>
  );
}
