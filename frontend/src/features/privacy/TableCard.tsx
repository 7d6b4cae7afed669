import { ChevronRight } from "lucide-react";
import { useId, useState, type ReactNode } from "react";
import { cn } from "@/lib/cn";
import { plural } from "@/lib/format";
import { Badge } from "@/ui/Badge";
import { Card } from "@/ui/Card";
import { isTechnical, words } from "./dataMap";
import type { DataMapColumn, DataMapTable } from "./queries";

const heads = ["Column", "About", "Category", "Purposes", "Kept", "On erasure", "In exports", "From"];

// The same widths in every card, so that the eye can run down the whole page.
const widths = ["w-[17%] pl-5", "w-[9%]", "w-[11%]", "w-[21%]", "w-[12%]", "w-[11%]", "w-[12%]", "w-[8%]"];

const cells: ((column: DataMapColumn) => ReactNode)[] = [
  (column) => <code className="font-mono text-sm font-medium text-ink">{column.name}</code>,
  (column) => words(column.subject),
  (column) => words(column.category),
  (column) => column.purposes.map(words).join(", "),
  (column) => words(column.retention),
  (column) => words(column.erase),
  (column) => words(column.export),
  (column) => words(column.origin),
];

export function TableCard({ table, filtered }: { table: DataMapTable; filtered: boolean }) {
  const [open, setOpen] = useState(false);
  const id = useId();
  const personal = table.columns.filter((column) => !isTechnical(column));
  const technical = table.columns.filter(isTechnical);
  const shown = open || filtered ? [...personal, ...technical] : personal;
  return (
    <Card aria-labelledby={id} className="overflow-hidden">
      <header className="flex items-center gap-3 px-4 py-3 md:px-5">
        <h2 id={id} className="font-mono text-base font-semibold">
          {table.name}
        </h2>
        {personal.length > 0 ? (
          <Badge>{plural(personal.length, "column")}</Badge>
        ) : (
          <Badge tone="outline">Technical only</Badge>
        )}
      </header>
      {shown.length > 0 && (
        <div className="border-t border-line">
          <table className="w-full table-fixed text-left text-sm max-lg:block">
            <thead className="max-lg:sr-only">
              <tr className="text-xs text-faint">
                {heads.map((head, index) => (
                  <th key={head} scope="col" className={cn("px-3 py-2 font-medium", widths[index])}>
                    {head}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody className="max-lg:block">
              {shown.map((column) => (
                <tr
                  key={column.name}
                  className="border-t border-line align-top text-soft max-lg:grid max-lg:grid-cols-2 max-lg:gap-x-4 max-lg:gap-y-2 max-lg:px-4 max-lg:py-3.5 max-lg:first:border-t-0"
                >
                  {cells.map((cell, index) => {
                    const Cell = index === 0 ? "th" : "td";
                    return (
                      <Cell
                        key={heads[index]}
                        scope={index === 0 ? "row" : undefined}
                        className={cn(
                          "font-normal lg:px-3 lg:py-2",
                          index === 0 ? "max-lg:col-span-2 lg:pl-5" : "max-lg:block",
                          index === 3 && "max-lg:col-span-2",
                        )}
                      >
                        {index > 0 && (
                          <span className="block text-xs text-faint lg:hidden">{heads[index]}</span>
                        )}
                        {cell(column)}
                      </Cell>
                    );
                  })}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      {technical.length > 0 && !filtered && (
        <button
          type="button"
          aria-expanded={open}
          onClick={() => setOpen(!open)}
          className="flex w-full items-center gap-1.5 border-t border-line px-4 py-2.5 text-sm text-faint hover:bg-hover hover:text-ink max-md:min-h-11 md:px-5"
        >
          <ChevronRight
            className={cn("size-3.5 transition-transform", open && "rotate-90")}
            aria-hidden="true"
          />
          {open ? "Hide" : "Show"} {plural(technical.length, "technical column")}
        </button>
      )}
    </Card>
  );
}
