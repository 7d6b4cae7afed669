import { LoopMark } from "./Logo";
import { Skeleton } from "@/ui/Skeleton";

/** The shape of the signed-in app while nobody knows yet who is looking at it. */
export function ShellSkeleton() {
  return (
    <div role="status" className="flex h-dvh overflow-hidden max-md:flex-col">
      <span className="sr-only">Loading</span>
      <div className="flex h-14 items-center gap-2.5 border-b border-line px-4 md:hidden">
        <LoopMark className="size-6.5" />
        <Skeleton className="h-4 w-28" />
      </div>
      <div className="hidden w-58 shrink-0 flex-col gap-3 p-2.5 md:flex">
        <div className="flex items-center gap-2.5 px-2 pt-1.5 pb-3">
          <LoopMark className="size-6.5" />
          <Skeleton className="h-4 w-28" />
        </div>
        <Skeleton className="h-8 rounded-md" />
        <Skeleton className="mt-2 ml-2 h-4 w-20" />
        <Skeleton className="ml-2 h-4 w-24" />
        <Skeleton className="ml-2 h-4 w-28" />
      </div>
      <div className="flex-1 bg-surface md:my-2 md:mr-2 md:rounded-xl md:border md:border-line md:shadow-card">
        <div className="flex h-14 items-center border-b border-line px-4 md:px-6">
          <Skeleton className="h-5 w-16" />
        </div>
      </div>
    </div>
  );
}
