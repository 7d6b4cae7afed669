import { answer, client } from "@/api/client";
import type { components } from "@/api/contract";
import { page, q } from "@/api/query";

type Schemas = components["schemas"];
export type Task = Schemas["Task"];
export type NewTask = Schemas["TaskBody"];
export type TaskChange = Partial<NewTask> & { completed?: boolean };

export type TaskQuery = {
  state?: "open" | "done" | "all";
  assignee?: string;
  lead_id?: string;
  due_before?: string;
  due_from?: string;
};

export const tasksQuery = (query: TaskQuery) => page("/api/v1/tasks", { query: { limit: 50, ...query } });

export const summaryQuery = q("/api/v1/tasks/summary", { params: { query: { assignee: "me" } } });

export const createTask = (leadId: string, body: NewTask, idempotencyKey: string) =>
  answer(
    client.POST("/api/v1/leads/{lead_id}/tasks", {
      body,
      params: { path: { lead_id: leadId }, header: { "Idempotency-Key": idempotencyKey } },
    }),
  );

export const updateTask = (taskId: string, body: TaskChange, version?: number) =>
  answer(
    client.PATCH("/api/v1/tasks/{task_id}", {
      body,
      params: {
        path: { task_id: taskId },
        ...(version !== undefined && { header: { "If-Match": `"${version}"` } }),
      },
    }),
  );

export async function deleteTask(taskId: string) {
  await client.DELETE("/api/v1/tasks/{task_id}", { params: { path: { task_id: taskId } } });
}

export const restoreTask = (taskId: string) =>
  answer(client.POST("/api/v1/tasks/{task_id}/restore", { params: { path: { task_id: taskId } } }));
