import { RowSkeletons } from "./list/RowSkeletons";
import { Skeleton } from "@/ui/Skeleton";

export function LeadListSkeleton() {
  return (
    <div className="flex h-full flex-col overflow-hidden">
      <div className="flex h-14 shrink-0 items-center border-b border-line px-4 md:px-6">
        <Skeleton className="h-5 w-16" />
      </div>
      <div className="h-11 shrink-0 border-b border-line max-md:h-13" />
      <RowSkeletons />
    </div>
  );
}

export function LeadSkeleton() {
  return (
    <div className="h-full overflow-hidden" role="status">
      <span className="sr-only">Loading the lead</span>
      <div className="h-14 border-b border-line" />
      <div className="mx-auto grid max-w-6xl gap-10 px-4 py-8 md:px-8 lg:grid-cols-[minmax(0,1fr)_24rem]">
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
