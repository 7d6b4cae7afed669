import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { ChartColumn, Download } from "lucide-react";
import { lazy, Suspense } from "react";
import { messageFor } from "@/api/problem";
import { PageHeader } from "@/components/PageHeader";
import { cn } from "@/lib/cn";
import { button } from "@/ui/button";
import { Callout } from "@/ui/Callout";
import { Card, CardHeader } from "@/ui/Card";
import { EmptyState } from "@/ui/EmptyState";
import { Select } from "@/ui/Select";
import { Skeleton } from "@/ui/Skeleton";
import { formatCell, isNumeric, plotted } from "./cells";
import {
  csvPath,
  pipelinesQuery,
  reportQuery,
  type Report,
  type ReportName,
  type ReportParams,
} from "./queries";
import { ScrollArea } from "@/ui/ScrollArea";

const Plot = lazy(() => import("./Plot"));

/** The address of a report; what is absent is as usual. */
export type ReportsSearch = {
  report?: string;
  from?: string;
  to?: string;
  pipeline?: string;
  interval?: string;
  measure?: string;
};

type Props = { search: ReportsSearch; onSearch: (search: ReportsSearch) => void };

const reports: Record<ReportName, { label: string; hint: string }> = {
  funnel: { label: "Funnel", hint: "How many leads reached each stage, and how many went on." },
  sources: { label: "Sources", hint: "Where leads come from, and what becomes of them." },
  response: { label: "Response time", hint: "How long new leads wait for the first thing done for them." },
  load: { label: "Load", hint: "How many open leads each member has." },
  capture: { label: "Captured", hint: "How many leads were captured when." },
};

const intervals = ["day", "week", "month"] as const;
const dateLook =
  "h-8 rounded-md border border-control bg-raised px-2 text-sm text-ink shadow-card focus:border-accent-text focus:outline-2 focus:outline-offset-0 focus:outline-accent-text/35 max-md:h-11";

const isReport = (name: string | undefined): name is ReportName =>
  name !== undefined && Object.hasOwn(reports, name);

export function ReportsPage({ search, onSearch }: Props) {
  const name: ReportName = isReport(search.report) ? search.report : "funnel";
  const interval = intervals.find((each) => each === search.interval);
  const params: ReportParams = {
    ...(search.from && { from: search.from }),
    ...(search.to && { to: search.to }),
    ...(search.pipeline && name === "funnel" && { pipeline_id: search.pipeline }),
    ...(interval && name === "capture" && { interval }),
  };
  const asked = useQuery({
    ...reportQuery(name, params),
    placeholderData: keepPreviousData,
  });
  const { error, refetch, isPlaceholderData } = asked;
  // Another time span keeps the old answer in sight; another report has other columns.
  const data = asked.data?.report === name ? asked.data : undefined;
  const pipelines = useQuery(pipelinesQuery).data?.items ?? [];
  const set = (change: ReportsSearch) => {
    const next = { ...search, ...change };
    onSearch(Object.fromEntries(Object.entries(next).filter(([, value]) => value)));
  };
  return (
    <div className="flex h-full flex-col">
      <PageHeader title="Reports">
        <a href={csvPath(name, params)} download={`${name}.csv`} className={button({ size: "sm" })}>
          <Download className="size-3.5" aria-hidden="true" /> CSV
        </a>
      </PageHeader>
      <div
        role="group"
        aria-label="Which report"
        className="flex h-11 shrink-0 items-center gap-0.5 overflow-x-auto border-b border-line px-2 max-md:h-13 md:px-4"
      >
        {(Object.keys(reports) as ReportName[]).map((each) => (
          <button
            key={each}
            type="button"
            aria-pressed={name === each}
            onClick={() => set({ report: each === "funnel" ? "" : each, measure: "" })}
            className="flex h-8 shrink-0 items-center rounded-md px-2.5 text-sm font-medium text-soft hover:bg-hover hover:text-ink aria-pressed:bg-pressed aria-pressed:text-ink max-md:h-11"
          >
            {reports[each].label}
          </button>
        ))}
      </div>
      <ScrollArea className="flex-1">
        <div className="mx-auto grid max-w-5xl grid-cols-[minmax(0,1fr)] gap-5 px-4 py-6 md:px-8">
          <div className="flex flex-wrap items-center gap-2">
            <label className="flex items-center gap-2 text-sm text-faint">
              From
              <input
                type="date"
                value={search.from ?? data?.from ?? ""}
                max={search.to}
                onChange={(event) => set({ from: event.target.value })}
                className={dateLook}
              />
            </label>
            <label className="flex items-center gap-2 text-sm text-faint">
              to
              <input
                type="date"
                value={search.to ?? data?.to ?? ""}
                min={search.from}
                onChange={(event) => set({ to: event.target.value })}
                className={dateLook}
              />
            </label>
            {name === "funnel" && pipelines.length > 1 && (
              <Select
                slim
                label="Pipeline"
                value={search.pipeline ?? pipelines[0]?.id}
                onChange={(event) => set({ pipeline: event.target.value })}
                className="w-44"
              >
                {pipelines.map(({ id, name: each }) => (
                  <option key={id} value={id}>
                    {each}
                  </option>
                ))}
              </Select>
            )}
            {name === "capture" && (
              <Select
                slim
                label="By"
                value={interval ?? ""}
                onChange={(event) => set({ interval: event.target.value })}
                className="w-32"
              >
                <option value="">As it fits</option>
                {intervals.map((each) => (
                  <option key={each} value={each}>
                    By {each}
                  </option>
                ))}
              </Select>
            )}
          </div>
          {error && !data ? (
            <Callout tone="danger" role="alert">
              {messageFor(error)}{" "}
              <button type="button" className="font-medium underline" onClick={() => void refetch()}>
                Try again
              </button>
            </Callout>
          ) : !data ? (
            <div role="status" className="grid gap-4">
              <span className="sr-only">Loading</span>
              <Skeleton className="h-72 rounded-lg" />
              <Skeleton className="h-48 rounded-lg" />
            </div>
          ) : (
            <div
              className={cn(
                "grid grid-cols-[minmax(0,1fr)] gap-5 transition-opacity",
                isPlaceholderData && "opacity-60",
              )}
            >
              <Shown
                name={name}
                report={data}
                wanted={search.measure}
                onMeasure={(measure) => set({ measure })}
              />
            </div>
          )}
        </div>
      </ScrollArea>
    </div>
  );
}

type ShownProps = {
  name: ReportName;
  report: Report;
  wanted: string | undefined;
  onMeasure: (key: string) => void;
};

function Shown({ name, report, wanted, onMeasure }: ShownProps) {
  const { label, numbers, measure } = plotted(report, wanted);
  const { label: title, hint } = reports[name];
  if (report.rows.length === 0 || !label || !measure)
    return (
      <EmptyState icon={<ChartColumn aria-hidden="true" />} title="Nothing in this time">
        Choose a longer time, or come back when leads have been captured.
      </EmptyState>
    );
  return (
    <>
      <Card aria-labelledby="plot">
        <CardHeader
          id="plot"
          title={title}
          hint={hint}
          action={
            numbers.length > 1 && (
              <Select
                slim
                label="What is shown"
                value={measure.key}
                onChange={(event) => onMeasure(event.target.value)}
                className="w-44"
              >
                {numbers.map(({ key, label: each }) => (
                  <option key={key} value={key}>
                    {each}
                  </option>
                ))}
              </Select>
            )
          }
        />
        <div className="px-5 pb-5">
          <Suspense fallback={<Skeleton className="h-56" />}>
            <Plot report={report} label={label} measure={measure} />
          </Suspense>
        </div>
      </Card>
      <Card className="overflow-x-auto" aria-label={`${title} as a table`} tabIndex={0}>
        <table className="w-full text-base wrap-normal">
          <caption className="sr-only">{title}</caption>
          <thead>
            <tr className="text-xs text-faint">
              {report.columns.map((column) => (
                <th
                  key={column.key}
                  scope="col"
                  className={cn(
                    "px-5 py-2.5 font-medium whitespace-nowrap",
                    isNumeric(column) ? "text-right" : "text-left",
                  )}
                >
                  {column.label}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {report.rows.map((row, n) => (
              <tr key={n} className="border-t border-hairline hover:bg-hover">
                {report.columns.map((column) => (
                  <td
                    key={column.key}
                    className={cn(
                      "px-5 py-2",
                      isNumeric(column) ? "text-right tabular-nums" : "text-left font-medium",
                    )}
                    dir={isNumeric(column) ? undefined : "auto"}
                  >
                    {formatCell(column, row[column.key])}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
          {report.totals && (
            <tfoot>
              <tr className="border-t border-line-strong font-semibold">
                {report.columns.map((column, n) => (
                  <td
                    key={column.key}
                    className={cn("px-5 py-2.5", isNumeric(column) && "text-right tabular-nums")}
                  >
                    {n === 0 ? "Total" : formatCell(column, report.totals?.[column.key])}
                  </td>
                ))}
              </tr>
            </tfoot>
          )}
        </table>
      </Card>
      <p className="text-sm text-faint">
        Days as in {report.time_zone}. Only leads that you can see are counted.
      </p>
    </>
  );
}
