import { Spinner } from "@/ui/Spinner";

export function PagePending() {
  return (
    <div role="status" className="grid h-full min-h-60 place-items-center text-faint">
      <Spinner className="size-5" />
      <span className="sr-only">Loading</span>
    </div>
  );
}
