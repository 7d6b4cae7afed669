import { cn } from "@/lib/cn";

const into = "M-2 19.4C9.4 19.4 17.9 16.6 17.9 10.3C17.9 6.9 15.3 4.6 12 4.6C8.7 4.6 6.1 6.9 6.1 10.3V10.9";
const onward = "M6.1 10.3C6.1 16.6 14.6 19.4 26 19.4";
const corners = "inset(0 round 27%)";

/** A line that comes in, goes round once and carries on: the mark of the product. */
export function LoopMark({ className = "size-7", drawn }: { className?: string; drawn?: boolean }) {
  const line = { fill: "none", pathLength: 1, strokeWidth: 2.5, className: "stroke-on-accent" };
  const first = drawn && "animate-draw [stroke-dasharray:1]";
  const second = drawn && "animate-draw [animation-delay:300ms] [stroke-dasharray:1]";
  return (
    <svg
      viewBox="0 0 24 24"
      aria-hidden="true"
      className={cn("shrink-0", className)}
      style={{ clipPath: corners }}
    >
      <rect width="24" height="24" className="fill-accent" />
      <path d={into} {...line} className={cn(line.className, first)} />
      <path
        d={onward}
        fill="none"
        pathLength="1"
        strokeWidth="5.2"
        strokeDasharray="0 0.22 0.45 1"
        className="stroke-accent"
      />
      <path d={onward} {...line} className={cn(line.className, second)} />
    </svg>
  );
}

export function Wordmark({ className }: { className?: string }) {
  return (
    <span className={cn("inline-flex items-center gap-2.5", className)}>
      <LoopMark />
      <span className="text-[1.0625rem] font-semibold tracking-[-0.025em]">Cloop</span>
    </span>
  );
}
