import { Link } from "@tanstack/react-router";
import { Compass, TriangleAlert } from "lucide-react";
import { ApiError, messageFor } from "@/api/problem";
import { paths } from "@/lib/paths";
import { button } from "@/ui/button";
import { Button } from "@/ui/Button";
import { EmptyState } from "@/ui/EmptyState";
import { PageTitle } from "./PageTitle";

/** Also stands in for "no permission" and "not found" answers, which are errors like any other here. */
export function ErrorPage({ error, onRetry }: { error: unknown; onRetry: () => void }) {
  const requestId = error instanceof ApiError ? error.requestId : undefined;
  const code = error instanceof ApiError ? error.code : "unexpected";
  if (code === "not_found") return <NotFoundPage />;
  const title =
    { forbidden: "You don’t have access to this", network: "No connection to Cloop" }[code] ??
    "This didn’t work";
  return (
    <div className="grid h-full min-h-80 place-items-center overflow-y-auto">
      <PageTitle>{title}</PageTitle>
      <EmptyState
        level="h1"
        icon={<TriangleAlert aria-hidden="true" />}
        title={title}
        action={
          <>
            {code !== "forbidden" && (
              <Button look="primary" onClick={onRetry}>
                Try again
              </Button>
            )}
            <Link to={paths.leads()} className={button({ look: "secondary" })}>
              Go to leads
            </Link>
          </>
        }
      >
        <p role="alert">{messageFor(error)}</p>
        {requestId && (
          <p className="text-sm text-faint">
            If you report this, quote the request
            <code className="block font-mono text-xs select-all">{requestId}</code>
          </p>
        )}
      </EmptyState>
    </div>
  );
}

export function NotFoundPage() {
  return (
    <div className="grid h-full min-h-80 place-items-center overflow-y-auto">
      <PageTitle>Not found</PageTitle>
      <EmptyState
        level="h1"
        icon={<Compass aria-hidden="true" />}
        title="There is nothing here"
        action={
          <Link to={paths.leads()} className={button({ look: "primary" })}>
            Go to leads
          </Link>
        }
      >
        The address may be mistyped, or what it led to was removed.
      </EmptyState>
    </div>
  );
}
