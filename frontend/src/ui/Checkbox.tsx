import { useEffect, useRef, type ComponentProps } from "react";
import { cn } from "@/lib/cn";

type Props = Omit<ComponentProps<"input">, "type"> & { label: string; some?: boolean };

/** The label is for those who do not see what stands beside the box. */
export function Checkbox({ label, some = false, className, ...rest }: Props) {
  const box = useRef<HTMLInputElement>(null);
  useEffect(() => {
    if (box.current) box.current.indeterminate = some;
  }, [some]);
  return (
    <input
      {...rest}
      ref={box}
      type="checkbox"
      aria-label={label}
      className={cn("size-4 shrink-0 cursor-pointer rounded-xs accent-accent", className)}
    />
  );
}
