import { answer, client } from "@/api/client";
import type { components } from "@/api/contract";
import { q } from "@/api/query";

export type Note = components["schemas"]["Note"];

export const pinnedQuery = (leadId: string) =>
  q("/api/v1/leads/{lead_id}/notes", {
    params: { path: { lead_id: leadId }, query: { pinned: true, limit: 50 } },
  });

export const createNote = (leadId: string, body: string, idempotencyKey: string) =>
  answer(
    client.POST("/api/v1/leads/{lead_id}/notes", {
      body: { body },
      params: { path: { lead_id: leadId }, header: { "Idempotency-Key": idempotencyKey } },
    }),
  );

export const updateNote = ({ id, version }: Note, body: { body?: string; pinned?: boolean }) =>
  answer(
    client.PATCH("/api/v1/notes/{note_id}", {
      body,
      params: { path: { note_id: id }, header: { "If-Match": `"${version}"` } },
    }),
  );

export async function deleteNote(noteId: string) {
  await client.DELETE("/api/v1/notes/{note_id}", { params: { path: { note_id: noteId } } });
}

export const restoreNote = (noteId: string) =>
  answer(client.POST("/api/v1/notes/{note_id}/restore", { params: { path: { note_id: noteId } } }));
