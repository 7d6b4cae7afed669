import { formatCell, numberOf, scale } from "./cells";
import type { Column, Report } from "./queries";

type Props = { report: Report; label: Column; measure: Column };

const width = 720;
const barHeight = 28;
const gap = 12;
const labelWidth = 168;
const valueWidth = 84;

/** Categories lie down so that their names fit; time runs from left to right. The table beside it says it all. */
export default function Plot(props: Props) {
  return props.label.kind === "date" ? <Columns {...props} /> : <Bars {...props} />;
}

const summary = ({ report, label, measure }: Props) =>
  report.rows
    .map((row) => `${formatCell(label, row[label.key])}: ${formatCell(measure, row[measure.key])}`)
    .join("; ");

function Bars({ report, label, measure }: Props) {
  const { rows } = report;
  const { top } = scale(Math.max(0, ...rows.map((row) => numberOf(row[measure.key]))));
  const height = rows.length * (barHeight + gap);
  const room = width - labelWidth - valueWidth;
  return (
    <svg
      viewBox={`0 0 ${width} ${height}`}
      role="img"
      aria-label={`${measure.label}. ${summary({ report, label, measure })}`}
      className="w-full max-w-4xl"
    >
      {rows.map((row, n) => {
        const y = n * (barHeight + gap);
        const length = Math.max(2, (numberOf(row[measure.key]) / top) * room);
        const name = formatCell(label, row[label.key]);
        return (
          <g key={`${name} ${n}`}>
            <text x={labelWidth - 12} y={y + 19} textAnchor="end" className="fill-soft text-[13px]">
              {name.length > 24 ? `${name.slice(0, 23)}…` : name}
              <title>{name}</title>
            </text>
            <rect x={labelWidth} y={y} width={room} height={barHeight} rx={5} className="fill-hover" />
            <rect x={labelWidth} y={y} width={length} height={barHeight} rx={5} className="fill-accent" />
            <text
              x={labelWidth + length + 8}
              y={y + 19}
              className="fill-ink text-[13px] font-medium tabular-nums"
            >
              {formatCell(measure, row[measure.key])}
            </text>
          </g>
        );
      })}
    </svg>
  );
}

const plotHeight = 220;
const axis = 52;
const foot = 26;

function Columns({ report, label, measure }: Props) {
  const { rows } = report;
  const { top, steps } = scale(Math.max(0, ...rows.map((row) => numberOf(row[measure.key]))));
  const step = (width - axis) / Math.max(rows.length, 1);
  const bar = Math.max(2, Math.min(48, step * 0.7));
  const y = (value: number) => 8 + plotHeight * (1 - value / top);
  // As many dates as fit beside each other.
  const every = Math.ceil(rows.length / 8);
  return (
    <svg
      viewBox={`0 0 ${width} ${plotHeight + foot + 8}`}
      role="img"
      aria-label={`${measure.label}. ${summary({ report, label, measure })}`}
      className="w-full max-w-4xl"
    >
      {steps.map((value) => (
        <g key={value}>
          <line x1={axis} x2={width} y1={y(value)} y2={y(value)} className="stroke-hairline" />
          <text
            x={axis - 8}
            y={y(value) + 4}
            textAnchor="end"
            className="fill-faint text-[11px] tabular-nums"
          >
            {formatCell(measure, value)}
          </text>
        </g>
      ))}
      {rows.map((row, n) => {
        const value = numberOf(row[measure.key]);
        const name = formatCell(label, row[label.key]);
        const x = axis + n * step + (step - bar) / 2;
        return (
          <g key={`${name} ${n}`}>
            <rect x={x} y={y(value)} width={bar} height={y(0) - y(value)} rx={3} className="fill-accent">
              <title>{`${name}: ${formatCell(measure, row[measure.key])}`}</title>
            </rect>
            {n % every === 0 && (
              <text
                x={x + bar / 2}
                y={plotHeight + 26}
                textAnchor="middle"
                className="fill-faint text-[11px]"
              >
                {name.replace(/, \d{4}$/, "")}
              </text>
            )}
          </g>
        );
      })}
    </svg>
  );
}
