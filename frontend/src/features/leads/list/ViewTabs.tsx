import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { Globe, MoreHorizontal, Pencil, RotateCcw, Save, Trash2, Users } from "lucide-react";
import { lazy, Suspense, useState } from "react";
import { messageFor } from "@/api/problem";
import {
  createView,
  deleteView,
  updateView,
  viewsQuery,
  type NewView,
  type View,
} from "@/features/leads/queries";
import { Menu, MenuItem, MenuLine } from "@/ui/Menu";
import { toast } from "@/ui/toast";
import type { LeadsSearch, ListState } from "./listState";

const ViewDialog = lazy(() => import("./ViewDialog"));

type Props = {
  views: View[];
  state: ListState;
  onGo: (search: LeadsSearch) => void;
};

// Without this the router takes every tab of the same page for the current one.
const here = { exact: true, includeSearch: true };

const tab =
  "flex h-8 shrink-0 items-center gap-1.5 rounded-md px-2.5 text-sm font-medium text-soft hover:bg-hover hover:text-ink aria-[current=page]:bg-pressed aria-[current=page]:text-ink max-md:h-11";

export function ViewTabs({ views, state, onGo }: Props) {
  const queryClient = useQueryClient();
  const [dialog, setDialog] = useState<"create" | "rename" | null>(null);
  const { view, changed } = state;
  const onError = (error: unknown) => toast(`Not saved. ${messageFor(error)}`, "danger");
  const refresh = () => queryClient.invalidateQueries({ queryKey: viewsQuery.queryKey });
  const now = { filter: state.filter, columns: state.columns, sort: state.sort };

  const create = useMutation({
    mutationFn: (body: Pick<NewView, "name" | "visibility">) => createView({ ...now, ...body }),
    onSuccess: async (made) => {
      await refresh();
      setDialog(null);
      onGo({ view: made.id });
    },
    onError,
  });
  const update = useMutation({
    mutationFn: (body: Partial<NewView>) => updateView(view?.id ?? "", body),
    onSuccess: async (_, body) => {
      await refresh();
      setDialog(null);
      // What was different is what the view says now.
      if (body.filter && view) onGo({ view: view.id });
    },
    onError,
  });
  const remove = useMutation({
    mutationFn: () => deleteView(view?.id ?? ""),
    onSuccess: async () => {
      onGo({});
      await refresh();
      toast(`View “${view?.name}” deleted`, "good");
    },
    onError,
  });
  const isShared = view?.visibility === "workspace";

  return (
    <nav
      aria-label="Views"
      className="flex min-w-0 flex-1 items-center gap-0.5 overflow-x-auto [scrollbar-width:none]"
    >
      <Link
        to="/leads"
        search={{}}
        aria-current={view ? undefined : "page"}
        activeOptions={here}
        className={tab}
      >
        All leads
      </Link>
      {views.map((each) => (
        <Link
          key={each.id}
          to="/leads"
          search={{ view: each.id }}
          activeOptions={here}
          aria-current={each.id === view?.id ? "page" : undefined}
          className={tab}
        >
          {each.visibility === "workspace" && (
            <>
              <Users className="size-3.5 text-faint" aria-hidden="true" />
              <span className="sr-only">Shared: </span>
            </>
          )}
          <bdi className="max-w-44 truncate">{each.name}</bdi>
          {each.id === view?.id && changed && (
            <>
              <span className="size-1.5 rounded-full bg-accent-text" aria-hidden="true" />
              <span className="sr-only"> (changed)</span>
            </>
          )}
        </Link>
      ))}
      {view && (
        <Menu
          label={`View ${view.name}`}
          triggerClass="grid size-8 shrink-0 place-items-center rounded-md text-faint hover:bg-hover hover:text-ink aria-expanded:bg-hover max-md:size-11"
          trigger={<MoreHorizontal className="size-4" aria-hidden="true" />}
        >
          {changed && (
            <>
              {view.mine && (
                <MenuItem icon={<Save />} onSelect={() => update.mutate(now)}>
                  Save changes
                </MenuItem>
              )}
              <MenuItem icon={<Save />} onSelect={() => setDialog("create")}>
                Save as a new view
              </MenuItem>
              <MenuItem icon={<RotateCcw />} onSelect={() => onGo({ view: view.id })}>
                Discard changes
              </MenuItem>
              <MenuLine />
            </>
          )}
          {view.mine ? (
            <>
              <MenuItem icon={<Pencil />} onSelect={() => setDialog("rename")}>
                Rename
              </MenuItem>
              <MenuItem
                icon={<Globe />}
                onSelect={() => update.mutate({ visibility: isShared ? "private" : "workspace" })}
              >
                {isShared ? "Make private" : "Share with the workspace"}
              </MenuItem>
              <MenuItem icon={<Trash2 />} onSelect={() => remove.mutate()}>
                Delete the view
              </MenuItem>
            </>
          ) : (
            <div className="max-w-56 px-2 py-1 text-sm text-faint">
              Shared by a colleague. Save it as a new view to change it.
            </div>
          )}
        </Menu>
      )}
      {changed && (
        <button
          type="button"
          onClick={() => (view?.mine ? update.mutate(now) : setDialog("create"))}
          className="h-8 shrink-0 rounded-md px-2.5 text-sm font-medium text-accent-text hover:bg-accent-wash max-md:h-11"
        >
          {view?.mine ? "Save changes" : "Save as a view"}
        </button>
      )}
      <Suspense>
        {dialog && (
          <ViewDialog
            view={dialog === "rename" ? view : undefined}
            pending={create.isPending || update.isPending}
            onClose={() => setDialog(null)}
            onSave={(body) => (dialog === "rename" ? update.mutate(body) : create.mutate(body))}
          />
        )}
      </Suspense>
    </nav>
  );
}
