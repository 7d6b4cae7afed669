import { formatCell, numberOf, scale } from "./cells";
import type { Column, Report } from "./queries";

type Props = { report: Report; label: Column; measure: Column };

/** Categories lie down so that their names fit; time runs from left to right. The table beside it says it all. */
export default function Plot(props: Props) {
  const { report, label, measure } = props;
  const said = report.rows.map(
    (row) => `${formatCell(label, row[label.key])}: ${formatCell(measure, row[measure.key])}`,
  );
  return (
    <div role="img" aria-label={`${measure.label}. ${said.join("; ")}`}>
      {label.kind === "date" ? <Columns {...props} /> : <Bars {...props} />}
    </div>
  );
}

const largest = ({ report, measure }: Props) =>
  Math.max(0, ...report.rows.map((row) => numberOf(row[measure.key])));

function Bars(props: Props) {
  const { report, label, measure } = props;
  const full = largest(props) || 1;
  return (
    <div className="grid grid-cols-[fit-content(40%)_minmax(0,1fr)] items-center gap-x-3 gap-y-2.5 text-sm">
      {report.rows.map((row, n) => {
        const name = formatCell(label, row[label.key]);
        const share = numberOf(row[measure.key]) / full;
        return (
          <div key={n} className="contents">
            <span className="truncate text-right text-soft" title={name} dir="auto">
              {name}
            </span>
            <span className="flex items-center gap-2.5">
              <span
                className="h-6 min-w-0.5 rounded-sm bg-accent"
                // The value stands behind its bar, so that it never has to fit into it.
                style={{ width: `calc((100% - 6rem) * ${share})` }}
              />
              <span className="font-medium whitespace-nowrap text-ink tabular-nums">
                {formatCell(measure, row[measure.key])}
              </span>
            </span>
          </div>
        );
      })}
    </div>
  );
}

const percent = (share: number) => `${share * 100}%`;

function Columns(props: Props) {
  const { report, label, measure } = props;
  const { rows } = report;
  const { top, steps } = scale(largest(props));
  // As many dates as fit beside each other on a phone.
  const every = Math.ceil(rows.length / 6);
  return (
    <div className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-2.5 pt-2 text-xs text-faint tabular-nums">
      <div className="relative h-56 text-right">
        {/* The widest step keeps the room that all of them stand in. */}
        <span className="invisible">{formatCell(measure, top)}</span>
        {steps.map((value) => (
          <span
            key={value}
            className="absolute right-0 translate-y-1/2 leading-none"
            style={{ bottom: percent(value / top) }}
          >
            {formatCell(measure, value)}
          </span>
        ))}
      </div>
      <div className="relative h-56">
        {steps.map((value) => (
          <span
            key={value}
            className="absolute inset-x-0 border-t border-hairline"
            style={{ bottom: percent(value / top) }}
          />
        ))}
        <div className="absolute inset-0 flex items-end">
          {rows.map((row, n) => {
            const said = `${formatCell(label, row[label.key])}: ${formatCell(measure, row[measure.key])}`;
            return (
              <span key={n} title={said} className="flex h-full flex-1 items-end justify-center">
                <span
                  className="w-[70%] max-w-12 rounded-t-sm bg-accent"
                  style={{ height: percent(numberOf(row[measure.key]) / top) }}
                />
              </span>
            );
          })}
        </div>
      </div>
      <div className="col-start-2 flex h-6 pt-2">
        {rows.map((row, n) => (
          <span key={n} className="flex w-0 flex-1 justify-center">
            {n % every === 0 && (
              <span className="whitespace-nowrap">
                {formatCell(label, row[label.key]).replace(/, \d{4}$/, "")}
              </span>
            )}
          </span>
        ))}
      </div>
    </div>
  );
}
