import { useSuspenseQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { ChevronDown, SquareKanban } from "lucide-react";
import { useCallback, useMemo } from "react";
import { LiveIndicator } from "@/components/Live";
import { PageHeader } from "@/components/PageHeader";
import { FilterButton, FilterChips } from "@/features/leads/filter/FilterBar";
import { everything, parseFilter, tidy, type Group } from "@/features/leads/filter/tree";
import { LookSwitch } from "@/features/leads/LookSwitch";
import { NewLeadButton } from "@/features/leads/NewLeadButton";
import { pipelinesQuery } from "@/features/leads/queries";
import { button } from "@/ui/button";
import { EmptyState } from "@/ui/EmptyState";
import { PickerButton } from "@/ui/Picker";
import { Board } from "./Board";

export type BoardSearch = { pipeline?: string; filter?: unknown };
type Props = { search: BoardSearch; onSearch: (search: BoardSearch) => void };

export function BoardPage({ search, onSearch }: Props) {
  const { data } = useSuspenseQuery(pipelinesQuery);
  const pipelines = useMemo(() => [...data.items].sort((a, b) => a.position - b.position), [data]);
  const pipeline = pipelines.find((each) => each.id === search.pipeline) ?? pipelines[0];
  const filter = useMemo(() => tidy(parseFilter(search.filter) ?? everything), [search.filter]);
  const onFilter = useCallback(
    (next: Group) => onSearch({ ...(search.pipeline && { pipeline: search.pipeline }), filter: next }),
    [onSearch, search.pipeline],
  );

  return (
    <div className="flex h-full flex-col">
      <PageHeader title="Board">
        <LiveIndicator className="max-sm:hidden" />
        <LookSwitch look="board" filter={filter} />
        <NewLeadButton />
      </PageHeader>
      <div className="flex h-11 shrink-0 items-center gap-2 border-b border-line px-2 max-md:h-13 md:px-4">
        {pipeline && pipelines.length > 1 ? (
          <PickerButton
            label="Pipeline"
            name={`Pipeline: ${pipeline.name}`}
            options={pipelines.map(({ id, name }) => ({ value: id, label: name }))}
            selected={[pipeline.id]}
            onPick={(id) => onSearch({ ...search, pipeline: id })}
            className="flex h-8 items-center gap-1.5 rounded-md px-2 text-sm font-medium hover:bg-hover aria-expanded:bg-hover max-md:h-11"
          >
            <bdi>{pipeline.name}</bdi>
            <ChevronDown className="size-3.5 text-faint" aria-hidden="true" />
          </PickerButton>
        ) : (
          <span className="px-2 text-sm font-medium">{pipeline?.name}</span>
        )}
        <span className="flex-1" />
        <FilterButton filter={filter} onChange={onFilter} />
      </div>
      <FilterChips filter={filter} onChange={onFilter} />
      {pipeline ? (
        <Board key={pipeline.id} pipeline={pipeline} filter={filter} />
      ) : (
        <EmptyState
          icon={<SquareKanban aria-hidden="true" />}
          title="No pipeline yet"
          action={
            <Link
              to="/settings/$section"
              params={{ section: "pipelines" }}
              className={button({ look: "primary" })}
            >
              Set up a pipeline
            </Link>
          }
        >
          A pipeline gives leads stages to go through, and this board its columns.
        </EmptyState>
      )}
    </div>
  );
}
