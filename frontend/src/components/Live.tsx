import { createContext, useContext, useEffect, useState, useSyncExternalStore, type ReactNode } from "react";
import { LiveStream, type LiveMessage, type LiveState } from "@/api/live";
import { cn } from "@/lib/cn";
import { Pulse } from "@/ui/Pulse";
import { Tooltip } from "@/ui/Tooltip";

const Context = createContext<LiveStream | null>(null);

// Browsers allow six connections to an HTTP/1.1 host. Tabs nobody looks at give theirs back.
const hiddenFor = 60_000;

export function LiveProvider({ stream, children }: { stream?: LiveStream; children: ReactNode }) {
  const [live] = useState(() => stream ?? new LiveStream());

  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const onVisibility = () => {
      clearTimeout(timer);
      if (document.hidden) timer = setTimeout(() => live.stop(), hiddenFor);
      else live.start();
    };
    live.start();
    document.addEventListener("visibilitychange", onVisibility);
    return () => {
      clearTimeout(timer);
      document.removeEventListener("visibilitychange", onVisibility);
      live.stop();
    };
  }, [live]);

  return <Context value={live}>{children}</Context>;
}

function useLive(): LiveStream {
  const live = useContext(Context);
  if (!live) throw new Error("useLive needs a LiveProvider above it");
  return live;
}

export function useLiveState(): LiveState {
  const live = useLive();
  return useSyncExternalStore(
    (listener) => live.onState(listener),
    () => live.state,
  );
}

/** The handler must be stable (useCallback): it is subscribed anew whenever it changes. */
export function useLiveMessages(handler: (message: LiveMessage) => void) {
  const live = useLive();
  useEffect(() => {
    const stop = live.onMessage(handler);
    return () => void stop();
  }, [live, handler]);
}

const words: Record<LiveState, { label: string; tone: "good" | "warn" | "neutral"; why: string }> = {
  live: { label: "Live", tone: "good", why: "New leads appear here by themselves." },
  connecting: { label: "Connecting", tone: "neutral", why: "Opening the live connection." },
  silent: {
    label: "No signal",
    tone: "warn",
    why: "The server went quiet. New leads may not appear until it is back.",
  },
  reconnecting: {
    label: "Reconnecting",
    tone: "warn",
    why: "The live connection broke. Nothing is lost: it catches up.",
  },
};

export function LiveIndicator({ className }: { className?: string }) {
  const { label, tone, why } = words[useLiveState()];
  return (
    <Tooltip text={why} placement="bottom" className={className ?? ""}>
      <span
        className={cn(
          "inline-flex items-center gap-2 text-sm font-medium",
          tone === "warn" ? "text-warn-text" : "text-soft",
        )}
      >
        <Pulse tone={tone} beating={tone === "good"} />
        {label}
      </span>
    </Tooltip>
  );
}
