import { Skeleton } from "@/ui/Skeleton";

const widths = ["w-32", "w-40", "w-28", "w-36", "w-44", "w-30"];

export function RowSkeletons() {
  return (
    <div className="min-h-0 flex-1 overflow-hidden" role="status">
      <span className="sr-only">Loading leads</span>
      <div className="h-9 border-b border-line max-md:hidden" />
      {Array.from({ length: 20 }, (_, index) => (
        <div
          key={index}
          className="flex h-22 shrink-0 items-center gap-3 border-b border-hairline px-4 md:h-11 md:pl-13"
        >
          <Skeleton className="size-6 rounded-full max-md:size-9" />
          <Skeleton className={`h-3.5 ${widths[index % widths.length]}`} />
          <span className="flex-1" />
          <Skeleton className="h-3.5 w-48 max-lg:hidden" />
          <Skeleton className="h-5 w-16 rounded-full" />
        </div>
      ))}
    </div>
  );
}
