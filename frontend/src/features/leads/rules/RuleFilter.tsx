import { FilterButton, FilterChips } from "@/features/leads/filter/FilterBar";
import { everything, itemsOf, parseFilter, tidy, type Group } from "@/features/leads/filter/tree";
import { sentenceOf } from "@/features/leads/filter/sentence";
import { useCurrency, useNameOf } from "@/features/leads/useWorkspaceNames";

export const readFilter = (filter: unknown): Group => tidy(parseFilter(filter) ?? everything);

export const writeFilter = (filter: Group) => (itemsOf(filter).length > 0 ? filter : null);

export function FilterSentence({ filter }: { filter: unknown }) {
  const nameOf = useNameOf();
  const currency = useCurrency();
  const group = readFilter(filter);
  return <bdi>{itemsOf(group).length > 0 ? sentenceOf(group, nameOf, currency) : "Every lead"}</bdi>;
}

type Props = { filter: Group; onChange: (filter: Group) => void };

export function RuleFilter({ filter, onChange }: Props) {
  return (
    <div className="grid gap-1.5" role="group" aria-label="Which leads">
      <div className="flex items-center justify-between">
        <span className="text-sm font-medium text-ink">Which leads</span>
        <FilterButton filter={filter} onChange={onChange} />
      </div>
      <div className="overflow-clip rounded-md border border-line bg-sunken [&>[role=group]]:border-0 [&>[role=group]]:px-2!">
        {itemsOf(filter).length > 0 ? (
          <FilterChips filter={filter} onChange={onChange} />
        ) : (
          <p className="px-3 py-2 text-sm text-faint">Every lead. Add a condition to narrow it down.</p>
        )}
      </div>
    </div>
  );
}
