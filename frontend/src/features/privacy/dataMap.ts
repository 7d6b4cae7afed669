import type { DataMapColumn, DataMapTable } from "./queries";

export const isTechnical = (column: DataMapColumn) => column.category === "technical";

/** `with_lead` → `With lead`, `days(30)` → `30 days`, `keep: tax law` → `Keep: tax law`. */
export function words(value: string): string {
  const days = /^days\((\d+)\)$/.exec(value);
  if (days) return `${days[1]} days`;
  const spaced = value.replaceAll("_", " ");
  return spaced.charAt(0).toUpperCase() + spaced.slice(1);
}

export function matching(tables: DataMapTable[], text: string): DataMapTable[] {
  const wanted = text.toLocaleLowerCase().split(/\s+/).filter(Boolean);
  if (wanted.length === 0) return tables;
  return tables.flatMap((table) => {
    const columns = table.columns.filter((column) => {
      const { purposes, ...rest } = column;
      const haystack = [table.name, ...Object.values(rest), ...purposes].join(" ").replaceAll("_", " ");
      return wanted.every((word) => haystack.toLocaleLowerCase().includes(word.replaceAll("_", " ")));
    });
    return columns.length > 0 ? [{ ...table, columns }] : [];
  });
}
