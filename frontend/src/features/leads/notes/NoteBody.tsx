import { lazy, Suspense } from "react";
import { toPlain } from "./mentions";

const Markdown = lazy(() => import("./Markdown"));

/** The words are there at once, and take their shape when the reader of markdown has loaded. */
export function NoteBody({ body }: { body: string }) {
  return (
    <Suspense
      fallback={
        <p className="text-base whitespace-pre-line text-ink" dir="auto">
          {toPlain(body).text}
        </p>
      }
    >
      <Markdown text={body} />
    </Suspense>
  );
}
