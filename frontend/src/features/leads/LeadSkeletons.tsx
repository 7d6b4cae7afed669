import { Skeleton } from "@/ui/Skeleton";

const widths = ["w-32", "w-40", "w-28", "w-36", "w-44", "w-30"];

export function LeadListSkeleton() {
  return (
    <div className="flex h-full flex-col overflow-hidden" role="status">
      <span className="sr-only">Loading leads</span>
      <div className="flex h-14 shrink-0 items-center border-b border-line px-4 md:px-6">
        <Skeleton className="h-5 w-16" />
      </div>
      <div className="h-9 shrink-0 border-b border-line max-md:hidden" />
      {Array.from({ length: 14 }, (_, index) => (
        <div
          key={index}
          className="flex h-22 shrink-0 items-center gap-3 border-b border-hairline px-4 md:h-11.5 md:px-6"
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

export function LeadSkeleton() {
  return (
    <div className="h-full overflow-hidden" role="status">
      <span className="sr-only">Loading the lead</span>
      <div className="h-14 border-b border-line" />
      <div className="mx-auto grid max-w-6xl gap-10 px-4 py-8 md:px-8 lg:grid-cols-[minmax(0,1fr)_22.5rem]">
        <div className="grid content-start gap-8">
          <div className="flex gap-5">
            <Skeleton className="size-14 rounded-full" />
            <div className="grid gap-2.5">
              <Skeleton className="h-6 w-52" />
              <Skeleton className="h-4 w-36" />
            </div>
          </div>
          <Skeleton className="h-48 rounded-lg" />
          <Skeleton className="h-32 rounded-lg" />
        </div>
        <Skeleton className="h-80 rounded-lg" />
      </div>
    </div>
  );
}
