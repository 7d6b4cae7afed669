import { ArrowDown, ArrowUp } from "lucide-react";
import { Checkbox } from "@/ui/Checkbox";
import { cn } from "@/lib/cn";
import { columnOf, isAscending, nextSort, sortField, type ColumnKey } from "./columns";

type Props = {
  columns: ColumnKey[];
  template: string;
  sort: string;
  onSort: (sort: string) => void;
  selected: number;
  onToggleAll: () => void;
};

export function TableHead({ columns, template, sort, onSort, selected, onToggleAll }: Props) {
  return (
    <div role="rowgroup" className="sticky top-0 z-[3] max-md:sr-only">
      <div
        role="row"
        aria-rowindex={1}
        className="grid h-9 items-center border-b border-line bg-surface text-xs font-medium text-faint"
        style={{ gridTemplateColumns: template }}
      >
        <span
          role="columnheader"
          className="sticky left-0 z-[1] flex h-full items-center justify-end bg-surface pr-1"
        >
          <Checkbox
            label={selected > 0 ? "Clear the selection" : "Select the first leads"}
            checked={false}
            some={selected > 0}
            onChange={onToggleAll}
          />
        </span>
        {columns.map((column, index) => (
          <Header
            key={column}
            column={column}
            sort={sort}
            onSort={onSort}
            className={index === 0 ? "sticky left-11 z-[1] bg-surface" : ""}
          />
        ))}
      </div>
    </div>
  );
}

type HeaderProps = Pick<Props, "sort" | "onSort"> & { column: ColumnKey; className: string };

function Header({ column, sort, onSort, className }: HeaderProps) {
  const { label, sort: field, numeric } = columnOf(column);
  const isSorted = field !== undefined && sortField(sort) === field;
  const Arrow = isAscending(sort) ? ArrowUp : ArrowDown;
  const direction = isAscending(sort) ? "ascending" : "descending";
  return (
    <span
      role="columnheader"
      aria-sort={isSorted ? direction : field ? "none" : undefined}
      className={cn("flex h-full min-w-0 items-center", numeric && "justify-end", className)}
    >
      {field ? (
        <button
          type="button"
          onClick={() => onSort(nextSort(sort, field))}
          className={cn(
            "group/head flex h-7 min-w-0 items-center gap-1 rounded-sm px-2.5 hover:bg-hover hover:text-ink",
            isSorted && "text-ink",
          )}
        >
          <span className="truncate">{label}</span>
          <Arrow
            className={cn("size-3 shrink-0", !isSorted && "opacity-0 group-hover/head:opacity-60")}
            aria-hidden="true"
          />
        </button>
      ) : (
        <span className="truncate px-2.5">{label}</span>
      )}
    </span>
  );
}
