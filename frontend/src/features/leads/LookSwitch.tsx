import { Link } from "@tanstack/react-router";
import { SquareKanban, Rows3 } from "lucide-react";
import { itemsOf, type Group } from "./filter/tree";

const item =
  "grid h-7 w-9 place-items-center rounded-sm text-faint hover:text-ink aria-[current=page]:bg-raised aria-[current=page]:text-ink aria-[current=page]:shadow-card max-md:size-11";

/** The same leads in rows or on the board: the filter goes along. */
export function LookSwitch({ look, filter }: { look: "list" | "board"; filter: Group }) {
  const search = itemsOf(filter).length > 0 ? { filter } : {};
  return (
    <div role="group" aria-label="Show as" className="flex rounded-md bg-pressed p-0.5">
      <Link
        to="/leads"
        search={search}
        activeOptions={{ exact: true, includeSearch: true }}
        aria-label="List"
        aria-current={look === "list" ? "page" : undefined}
        className={item}
      >
        <Rows3 className="size-4" aria-hidden="true" />
      </Link>
      <Link
        to="/board"
        search={search}
        activeOptions={{ exact: true, includeSearch: true }}
        aria-label="Board"
        aria-current={look === "board" ? "page" : undefined}
        className={item}
      >
        <SquareKanban className="size-4" aria-hidden="true" />
      </Link>
    </div>
  );
}
