import { useQuery } from "@tanstack/react-query";
import { Check } from "lucide-react";
import type { ReactNode } from "react";
import { messageFor } from "@/api/problem";
import { can } from "@/api/session";
import { useSession } from "@/api/useSession";
import { useLiveState } from "@/components/Live";
import { LoopMark } from "@/components/Logo";
import { cn } from "@/lib/cn";
import { Button } from "@/ui/Button";
import { Callout } from "@/ui/Callout";
import { Pulse } from "@/ui/Pulse";
import { Skeleton } from "@/ui/Skeleton";
import { ConnectButton } from "./ConnectButton";
import { zoomQuery, type Zoom } from "./queries";

/** Leads an empty workspace to its first captured lead. */
export function FirstLead() {
  const zoom = useQuery({ ...zoomQuery, refetchInterval: 20_000 });
  return (
    <div className="mx-auto w-full max-w-2xl px-4 py-10 md:py-16">
      <LoopMark drawn className="size-12" />
      <h2 className="mt-6 text-2xl font-semibold">Let’s catch your first lead</h2>
      <p className="mt-2 max-w-lg text-md text-soft">
        Whoever registers for your Zoom meeting or webinar shows up here a second later, with their answers.
      </p>
      <div className="mt-9">
        {zoom.data ? (
          <Steps zoom={zoom.data} />
        ) : zoom.isError ? (
          <Callout tone="danger" role="alert">
            {messageFor(zoom.error)}{" "}
            <button type="button" className="font-medium underline" onClick={() => void zoom.refetch()}>
              Try again
            </button>
          </Callout>
        ) : (
          <div className="grid gap-3">
            <Skeleton className="h-28 rounded-lg" />
            <Skeleton className="h-20 rounded-lg" />
            <Skeleton className="h-20 rounded-lg" />
          </div>
        )}
      </div>
    </div>
  );
}

function Steps({ zoom }: { zoom: Zoom }) {
  const [connection] = zoom.connections;
  const connected = connection !== undefined;
  return (
    <ol className="grid gap-3">
      <Step
        number={1}
        title={connected ? "Zoom is connected" : "Connect Zoom"}
        state={connected ? "done" : "now"}
      >
        {connected ? (
          <bdi>{connection.email}</bdi>
        ) : (
          <>
            <p className="mb-4">Allow Cloop to hear about registrations. No Zoom token is kept, ever.</p>
            <ConnectOrAsk zoom={zoom} />
          </>
        )}
      </Step>
      <Step
        number={2}
        title="Turn on registration for a meeting or webinar"
        state={connected ? "now" : "later"}
      >
        <ol className="grid list-decimal gap-1 pl-4.5 marker:text-faint">
          <li>In Zoom, open the meeting or webinar and choose Edit.</li>
          <li>
            Tick <strong className="font-medium text-ink">Registration: Required</strong> and save.
          </li>
          <li>Share its registration link — or register yourself to try it.</li>
        </ol>
      </Step>
      <Step number={3} title="Your first lead" state={connected ? "waiting" : "later"}>
        {connected ? <Waiting /> : "It appears here by itself. No need to reload."}
      </Step>
    </ol>
  );
}

function ConnectOrAsk({ zoom }: { zoom: Zoom }) {
  const session = useSession();
  if (!zoom.configured) {
    return (
      <Callout tone="warn">
        This installation isn’t set up for Zoom yet. Whoever runs it must add the Zoom app’s credentials
        first.
      </Callout>
    );
  }
  if (!can(session, "zoom_manage")) {
    return (
      <div className="grid justify-items-start gap-2.5">
        <Button disabled>Connect Zoom</Button>
        <p className="text-sm text-faint">
          Your role can’t do this. Ask an owner or admin of {session.workspace.name} to connect Zoom.
        </p>
      </div>
    );
  }
  return <ConnectButton>Connect Zoom</ConnectButton>;
}

function Waiting() {
  const live = useLiveState() === "live";
  return (
    <p className="flex items-center gap-2.5" role="status">
      <Pulse tone={live ? "accent" : "warn"} beating={live} />
      {live ? "Waiting for your first registration…" : "Waiting — the live connection is being restored."}
    </p>
  );
}

type StepProps = {
  number: number;
  title: string;
  state: "done" | "now" | "waiting" | "later";
  children: ReactNode;
};

function Step({ number, title, state, children }: StepProps) {
  return (
    <li
      aria-current={state === "now" ? "step" : undefined}
      className={cn(
        "flex gap-4 rounded-lg border px-5 py-4.5",
        state === "later" ? "border-dashed border-line-strong" : "border-line bg-raised shadow-card",
      )}
    >
      <span
        className={cn(
          "grid size-6.5 shrink-0 place-items-center rounded-full text-sm font-semibold tabular-nums",
          state === "done" && "bg-good-wash text-good-text",
          (state === "now" || state === "waiting") && "bg-accent text-on-accent",
          state === "later" && "bg-pressed text-soft",
        )}
      >
        {state === "done" ? <Check className="size-4" aria-label="Done" /> : number}
      </span>
      <div className="min-w-0 flex-1 pt-0.5">
        <h3 className="text-base font-semibold">{title}</h3>
        <div className="mt-1 text-base text-soft">{children}</div>
      </div>
    </li>
  );
}
