import { useEffect, useRef, useState, type ComponentProps } from "react";
import { cn } from "@/lib/cn";

const focusable =
  "a[href], button:enabled, input:enabled, select:enabled, textarea:enabled, summary, [tabindex='0']";

/** Scrolls its content by keys too: where it overflows and nothing within takes the focus, it does so itself. */
export function ScrollArea({ className, ...rest }: ComponentProps<"div">) {
  const ref = useRef<HTMLDivElement>(null);
  const [stop, setStop] = useState(false);

  useEffect(() => {
    const area = ref.current;
    if (!area) return;
    const look = () => setStop(area.scrollHeight > area.clientHeight && !area.querySelector(focusable));
    const sizes = new ResizeObserver(look);
    const nodes = new MutationObserver(look);
    sizes.observe(area);
    nodes.observe(area, { childList: true, subtree: true });
    return () => {
      sizes.disconnect();
      nodes.disconnect();
    };
  }, []);

  return (
    <div
      ref={ref}
      className={cn("min-h-0 overflow-y-auto scroll-thin", className)}
      {...(stop && { role: "group", tabIndex: 0 })}
      {...rest}
    />
  );
}
