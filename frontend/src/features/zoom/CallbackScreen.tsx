import { Link } from "@tanstack/react-router";
import {
  Check,
  CircleSlash,
  Clock,
  Link2Off,
  LockKeyhole,
  LogIn,
  ShieldAlert,
  TriangleAlert,
  Unplug,
  Users,
} from "lucide-react";
import { useEffect, useRef, type ReactNode } from "react";
import { LoopMark } from "@/components/Logo";
import { PageTitle } from "@/components/PageTitle";
import { cn } from "@/lib/cn";
import { paths } from "@/lib/paths";
import { button } from "@/ui/button";
import { Spinner } from "@/ui/Spinner";
import { ConnectButton } from "./ConnectButton";
import type { Outcome } from "./grant";

type Screen = {
  title: string;
  text: ReactNode;
  icon: ReactNode;
  tone?: "good" | "danger" | "warn";
  action?: "leads" | "again" | "sign-in" | "zoom";
};

const screens: Record<Outcome, Screen> = {
  connecting: {
    title: "Connecting Zoom",
    text: "Zoom said yes. Checking its answer — this takes a moment.",
    icon: <Spinner className="size-6" />,
  },
  connected: {
    title: "Zoom is connected",
    text: "From now on, everybody who registers for one of this account’s meetings or webinars becomes a lead.",
    icon: <Check />,
    tone: "good",
    action: "leads",
  },
  declined: {
    title: "You declined the connection",
    text: "Nothing was linked and nothing was stored. You can connect Zoom whenever you like.",
    icon: <CircleSlash />,
    action: "again",
  },
  expired: {
    title: "That took too long",
    text: "For safety an authorization is only good for a few minutes, and this one has expired. Nothing was linked.",
    icon: <Clock />,
    tone: "warn",
    action: "again",
  },
  mismatch: {
    title: "This answer doesn’t belong here",
    text: "It was started in another browser, changed on the way, or used before. Nothing was linked. Start again from this browser.",
    icon: <ShieldAlert />,
    tone: "danger",
    action: "again",
  },
  linked_elsewhere: {
    title: "Already linked to another workspace",
    text: "A Zoom account can feed one workspace at a time. Disconnect it there first, or connect a different account.",
    icon: <Users />,
    tone: "warn",
    action: "again",
  },
  unavailable: {
    title: "Zoom isn’t answering",
    text: "We couldn’t finish because Zoom or the network didn’t respond. Nothing was linked. Try again in a minute.",
    icon: <Unplug />,
    tone: "warn",
    action: "again",
  },
  rejected: {
    title: "Zoom didn’t accept the authorization",
    text: "Zoom refused the code it had sent, perhaps because it was used or became too old. Nothing was linked.",
    icon: <Link2Off />,
    tone: "danger",
    action: "again",
  },
  signed_out: {
    title: "You are signed out",
    text: "Your session ended while you were at Zoom. Sign in and start the connection again. Nothing was linked.",
    icon: <LogIn />,
    tone: "warn",
    action: "sign-in",
  },
  no_permission: {
    title: "Your role can’t connect Zoom",
    text: "Only an owner or admin of the workspace can do this. Nothing was linked.",
    icon: <LockKeyhole />,
    tone: "warn",
    action: "zoom",
  },
  nothing: {
    title: "There is nothing to finish",
    text: "This page finishes a connection that was started on the Zoom page.",
    icon: <CircleSlash />,
    action: "zoom",
  },
  failed: {
    title: "The connection didn’t work",
    text: "Something went wrong on our side. Nothing was linked.",
    icon: <TriangleAlert />,
    tone: "danger",
    action: "again",
  },
};

const tones = {
  good: "bg-good-wash text-good-text",
  danger: "bg-danger-wash text-danger-text",
  warn: "bg-warn-wash text-warn-text",
  neutral: "bg-pressed text-soft",
};

const link = (to: string, words: string, look: "primary" | "ghost" = "primary") => (
  <Link to={to} className={button({ look, size: "lg" })}>
    {words}
  </Link>
);

const actions: Record<NonNullable<Screen["action"]>, ReactNode> = {
  leads: link(paths.leads(), "Continue to leads"),
  "sign-in": link(paths.signIn(paths.zoom()), "Sign in"),
  zoom: link(paths.zoom(), "Go to the Zoom page"),
  again: (
    <>
      <ConnectButton size="lg">Start again</ConnectButton>
      {link(paths.zoom(), "Go to the Zoom page", "ghost")}
    </>
  ),
};

type Props = { outcome: Outcome; account?: string | undefined; requestId?: string | undefined };

export function CallbackScreen({ outcome, account, requestId }: Props) {
  const { title, text, icon, tone, action } = screens[outcome];
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    if (outcome !== "connecting") heading.current?.focus();
  }, [outcome]);

  return (
    <main className="grid min-h-dvh place-items-center bg-canvas p-4">
      <PageTitle>{title}</PageTitle>
      <div className="w-full max-w-md rounded-xl border border-line bg-raised px-6 py-10 text-center shadow-card sm:px-10">
        <div className="mb-7 flex items-center justify-center gap-3" aria-hidden="true">
          <LoopMark className="size-12" />
          <span className={cn("h-px w-8", tone === "good" ? "bg-good" : "bg-line-strong")} />
          <span
            key={outcome}
            className={cn(
              "grid size-12 animate-pop place-items-center rounded-lg [&_svg]:size-6",
              tones[tone ?? "neutral"],
            )}
          >
            {icon}
          </span>
        </div>
        <div aria-live="polite">
          <h1 ref={heading} tabIndex={-1} className="text-lg font-semibold outline-none">
            {title}
          </h1>
          <p className="mt-2 text-base text-pretty text-soft">{text}</p>
          {outcome === "connected" && account && (
            <p className="mt-4 inline-block max-w-full truncate rounded-full bg-sunken px-3 py-1 text-sm text-soft">
              <bdi>{account}</bdi>
            </p>
          )}
        </div>
        {action && <div className="mt-8 flex flex-wrap justify-center gap-2">{actions[action]}</div>}
        {requestId && (
          <p className="mt-6 text-sm text-faint">
            Request <code className="block font-mono text-xs select-all">{requestId}</code>
          </p>
        )}
      </div>
    </main>
  );
}
