import type { ListQuery, View } from "@/features/leads/queries";
import { everything, parseFilter, tidy, toParam, type Group } from "@/features/leads/filter/tree";
import { isSort, readColumns, type ColumnKey } from "./columns";

/** The address of the list. What is absent comes from the saved view, or is as usual. */
export type LeadsSearch = {
  view?: string;
  filter?: unknown;
  sort?: string;
  cols?: string;
  peek?: string;
};

const usualSort = "-created_at";

export type ListState = {
  view: View | undefined;
  filter: Group;
  sort: string;
  columns: ColumnKey[];
  query: ListQuery;
  /** The address says something else than the saved view. */
  changed: boolean;
};

export function listStateOf(search: LeadsSearch, views: View[]): ListState {
  const view = views.find((each) => each.id === search.view);
  const own = search.filter === undefined ? undefined : parseFilter(search.filter);
  const kept = view?.filter ? parseFilter(view.filter) : undefined;
  const filter = tidy(own ?? kept ?? everything);
  const keptSort = isSort(view?.sort) ? view.sort : usualSort;
  const sort = isSort(search.sort) ? search.sort : keptSort;
  const keptColumns = readColumns(view?.columns);
  const columns = search.cols ? readColumns(search.cols.split(",")) : keptColumns;
  const param = toParam(filter);
  const changed =
    param !== toParam(kept ?? everything) || sort !== keptSort || columns.join() !== keptColumns.join();
  return {
    view,
    filter,
    sort,
    columns,
    query: { ...(param && { filter: param }), ...(sort !== usualSort && { sort }) },
    changed,
  };
}

/** The shortest address for a state: what the view says already is not repeated. */
export function searchFor(state: Pick<ListState, "view" | "filter" | "sort" | "columns">): LeadsSearch {
  const plain = listStateOf(state.view ? { view: state.view.id } : {}, state.view ? [state.view] : []);
  const filter = tidy(state.filter);
  return {
    ...(state.view && { view: state.view.id }),
    ...(toParam(filter) !== toParam(plain.filter) && { filter }),
    ...(state.sort !== plain.sort && { sort: state.sort }),
    ...(state.columns.join() !== plain.columns.join() && { cols: state.columns.join(",") }),
  };
}
