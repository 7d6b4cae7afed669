import { useMutation } from "@tanstack/react-query";
import { FlaskConical } from "lucide-react";
import type { ReactNode } from "react";
import { messageFor } from "@/api/problem";
import type { LeadSummary } from "@/features/leads/queries";
import { Button } from "@/ui/Button";

type Line = { lead: LeadSummary; outcome: ReactNode; why: string };
type Props = { label: string; heading: string; run: () => Promise<Line[]> };

/** What the rules would do to the newest leads. Nothing is changed by it. */
export function DryRun({ label, heading, run }: Props) {
  const attempt = useMutation({ mutationFn: run });
  return (
    <div className="grid gap-3">
      <div className="flex flex-wrap items-center gap-3">
        <Button size="sm" pending={attempt.isPending} onClick={() => attempt.mutate()}>
          <FlaskConical className="size-3.5" aria-hidden="true" /> {label}
        </Button>
        <span className="text-sm text-faint">With the newest leads. Nothing is changed.</span>
      </div>
      <div role="status" className="sr-only">
        {attempt.data && `Tried with ${attempt.data.length} leads.`}
      </div>
      {attempt.error && (
        <p role="alert" className="text-sm text-danger-text">
          {messageFor(attempt.error)}
        </p>
      )}
      {attempt.data &&
        (attempt.data.length === 0 ? (
          <p className="text-sm text-faint">There is no lead to try it with.</p>
        ) : (
          <div
            className="max-h-80 overflow-auto rounded-md border border-line scroll-thin"
            role="region"
            aria-label={heading}
            tabIndex={0}
          >
            <table className="w-full text-sm">
              <caption className="sr-only">{heading}</caption>
              <thead className="sticky top-0 bg-sunken text-left text-xs text-faint">
                <tr>
                  <th scope="col" className="px-3 py-2 font-medium">
                    Lead
                  </th>
                  <th scope="col" className="px-3 py-2 font-medium">
                    Result
                  </th>
                  <th scope="col" className="px-3 py-2 font-medium">
                    Why
                  </th>
                </tr>
              </thead>
              <tbody>
                {attempt.data.map(({ lead, outcome, why }) => (
                  <tr key={lead.id} className="border-t border-hairline">
                    <td className="text-left px-3 py-2 font-medium text-ink" dir="auto">
                      {lead.display_name}
                    </td>
                    <td className="px-3 py-2 text-ink">{outcome}</td>
                    <td className="px-3 py-2 text-faint">{why}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        ))}
    </div>
  );
}
