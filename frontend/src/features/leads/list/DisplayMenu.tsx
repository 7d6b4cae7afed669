import { ArrowDown, ArrowUp, SlidersHorizontal } from "lucide-react";
import { useRef, useState } from "react";
import { toolLook } from "@/features/leads/filter/FilterBar";
import { Floating } from "@/ui/Floating";
import { IconButton } from "@/ui/Button";
import { Select } from "@/ui/Select";
import { allColumns, columnOf, defaultColumns, sorts, type ColumnKey } from "./columns";

type Props = {
  shown: ColumnKey[];
  sort: string;
  onColumns: (columns: ColumnKey[]) => void;
  onSort: (sort: string) => void;
};

/** How the list looks: its order and its columns. */
export function DisplayMenu({ shown, sort, onColumns, onSort }: Props) {
  const anchor = useRef<HTMLButtonElement>(null);
  const [open, setOpen] = useState(false);
  const hidden = allColumns().filter((key) => !shown.includes(key));

  function move(key: ColumnKey, step: 1 | -1) {
    const from = shown.indexOf(key);
    const next = shown.filter((each) => each !== key);
    next.splice(Math.max(1, from + step), 0, key);
    onColumns(next);
  }

  return (
    <>
      <button
        ref={anchor}
        type="button"
        aria-haspopup="dialog"
        aria-expanded={open}
        onClick={() => setOpen(!open)}
        className={toolLook}
      >
        <SlidersHorizontal aria-hidden="true" /> Display
      </button>
      {open && (
        <Floating
          anchor={anchor}
          placement="bottom-end"
          onDismiss={() => setOpen(false)}
          role="dialog"
          aria-label="Display"
          className="w-76 animate-pop rounded-lg bg-raised! shadow-float"
        >
          <div className="flex items-center justify-between gap-3 border-b border-line p-3">
            <span className="text-sm text-soft">Order</span>
            <Select
              slim
              label="Order"
              value={sort}
              onChange={(event) => onSort(event.target.value)}
              className="w-44"
            >
              {sorts.map(({ value, label }) => (
                <option key={value} value={value}>
                  {label}
                </option>
              ))}
            </Select>
          </div>
          <div className="max-h-[min(24rem,55dvh)] overflow-y-auto p-1.5 scroll-thin max-md:hidden">
            <div className="flex items-center justify-between py-1 pl-2">
              <h2 className="text-xs font-medium text-faint">Columns</h2>
              {shown.join() !== defaultColumns.join() && (
                <button
                  type="button"
                  onClick={() => onColumns(defaultColumns)}
                  className="h-6 rounded-sm px-2 text-xs text-accent-text hover:bg-hover"
                >
                  As usual
                </button>
              )}
            </div>
            {[...shown, ...hidden].map((key) => {
              const isShown = shown.includes(key);
              const at = shown.indexOf(key);
              const { label } = columnOf(key);
              return (
                <div key={key} className="group flex h-8 items-center rounded-sm pl-2 hover:bg-hover">
                  <label className="flex flex-1 items-center gap-2.5 text-sm">
                    <input
                      type="checkbox"
                      checked={isShown}
                      disabled={at === 0}
                      onChange={() =>
                        onColumns(isShown ? shown.filter((each) => each !== key) : [...shown, key])
                      }
                      className="size-4 accent-accent"
                    />
                    {label}
                  </label>
                  {at > 0 && (
                    <span className="flex opacity-0 group-focus-within:opacity-100 group-hover:opacity-100">
                      <IconButton
                        label={`Move ${label} to the left`}
                        disabled={at === 1}
                        onClick={() => move(key, -1)}
                        className="size-6!"
                      >
                        <ArrowUp className="size-3.5" aria-hidden="true" />
                      </IconButton>
                      <IconButton
                        label={`Move ${label} to the right`}
                        disabled={at === shown.length - 1}
                        onClick={() => move(key, 1)}
                        className="size-6!"
                      >
                        <ArrowDown className="size-3.5" aria-hidden="true" />
                      </IconButton>
                    </span>
                  )}
                </div>
              );
            })}
          </div>
        </Floating>
      )}
    </>
  );
}
