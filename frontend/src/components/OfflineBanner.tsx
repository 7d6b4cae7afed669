import { WifiOff } from "lucide-react";
import { useOnline } from "@/lib/useOnline";

export function OfflineBanner() {
  const online = useOnline();
  return (
    <div role="status">
      {!online && (
        <div className="flex items-center justify-center gap-2 border-b border-warn-line bg-warn-wash px-4 py-2 text-sm font-medium text-warn-text">
          <WifiOff className="size-4 shrink-0" aria-hidden="true" />
          You’re offline. What you see may be out of date; it catches up by itself.
        </div>
      )}
    </div>
  );
}
