import { useInfiniteQuery } from "@tanstack/react-query";
import { Plus } from "lucide-react";
import { useState } from "react";
import { messageFor } from "@/api/problem";
import { openTask } from "@/features/leads/edit/dialogs";
import { readOnly, useCanWrite } from "@/features/leads/useCanWrite";
import type { Lead } from "@/features/leads/queries";
import { Button } from "@/ui/Button";
import { Callout } from "@/ui/Callout";
import { Kbd } from "@/ui/Kbd";
import { Skeleton } from "@/ui/Skeleton";
import { tasksQuery, type TaskQuery } from "./queries";
import { TaskRow } from "./TaskRow";

export function LeadTasks({ lead }: { lead: Lead }) {
  const canWrite = useCanWrite();
  const [withDone, setWithDone] = useState(false);
  return (
    <section aria-labelledby="tasks">
      <header className="mb-2 flex h-8 items-center gap-2">
        <h2 id="tasks" className="flex-1 text-base font-semibold">
          Tasks
        </h2>
        <Button size="sm" look="ghost" aria-pressed={withDone} onClick={() => setWithDone(!withDone)}>
          {withDone ? "Hide done" : "Show done"}
        </Button>
        <Button
          size="sm"
          data-fact="task"
          disabled={!canWrite}
          title={canWrite ? undefined : readOnly}
          onClick={() => openTask(lead)}
        >
          <Plus className="size-3.5" aria-hidden="true" /> Add task
          <span className="max-md:hidden" aria-hidden="true">
            <Kbd>t</Kbd>
          </span>
        </Button>
      </header>
      <List query={{ lead_id: lead.id, state: "open" }} empty="Nothing is planned with this lead." />
      {withDone && <List query={{ lead_id: lead.id, state: "done" }} empty="Nothing is done yet." />}
    </section>
  );
}

function List({ query, empty }: { query: TaskQuery; empty: string }) {
  const list = useInfiniteQuery(tasksQuery(query));
  const label = query.state === "done" ? "Done tasks" : "Open tasks";
  if (list.isPending) return <Skeleton className="h-9" />;
  if (!list.data)
    return (
      <Callout tone="danger" role="alert">
        {messageFor(list.error)}{" "}
        <button type="button" className="font-medium underline" onClick={() => void list.refetch()}>
          Try again
        </button>
      </Callout>
    );
  const tasks = list.data.pages.flatMap((page) => page.items);
  if (tasks.length === 0) return <p className="py-1 text-base text-faint">{empty}</p>;
  return (
    <>
      <ul aria-label={label}>
        {tasks.map((task) => (
          <TaskRow key={task.id} task={task} />
        ))}
      </ul>
      {list.hasNextPage && (
        <Button size="sm" pending={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
          Show more
        </Button>
      )}
    </>
  );
}
