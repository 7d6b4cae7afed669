import { Link, useNavigate } from "@tanstack/react-router";
import { Ellipsis, Search } from "lucide-react";
import { lazy, Suspense, useState, type ReactNode } from "react";
import { useSession } from "@/api/useSession";
import { paths } from "@/lib/paths";
import { isMac } from "@/lib/platform";
import { useMediaQuery } from "@/lib/useMediaQuery";
import { IconButton } from "@/ui/Button";
import type { Placement } from "@/ui/Floating";
import { Kbd } from "@/ui/Kbd";
import { Menu, MenuItem } from "@/ui/Menu";
import { AccountMenu } from "./AccountMenu";
import { LoopMark } from "./Logo";
import { bell as bellPlace, places } from "./navigation";
import { OfflineBanner } from "./OfflineBanner";
import { useShortcuts } from "./useShortcuts";

const CommandPalette = lazy(() => import("./CommandPalette"));
const HelpDialog = lazy(() => import("./HelpDialog"));

type Props = {
  unseenLeads: number;
  bell: (placement: Placement) => ReactNode;
  children: ReactNode;
};

const inBar = 4;

export function AppShell({ unseenLeads, bell, children }: Props) {
  const { workspace } = useSession();
  const navigate = useNavigate();
  // One bell only: there are two places for it, and it listens.
  const isNarrow = useMediaQuery("(max-width: 767px)");
  const [open, setOpen] = useState<"palette" | "help" | null>(null);
  const onHelp = () => setOpen("help");
  const onPalette = () => setOpen("palette");

  useShortcuts({
    ...Object.fromEntries([...places, bellPlace].map(({ keys, to }) => [keys, () => void navigate({ to })])),
    "/": (event) => {
      event.preventDefault();
      onPalette();
    },
    "?": onHelp,
    "mod+k": () => setOpen((now) => (now === "palette" ? null : "palette")),
  });

  return (
    <div className="flex h-dvh flex-col overflow-hidden">
      <a
        href="#main"
        className="fixed top-2 left-2 z-50 -translate-y-20 rounded-md bg-ink px-4 py-2.5 text-base font-medium text-canvas focus:translate-y-0"
      >
        Skip to the content
      </a>
      <OfflineBanner />
      <div className="flex min-h-0 flex-1 max-md:flex-col">
        <header className="flex h-14 shrink-0 items-center gap-2.5 border-b border-line bg-canvas pr-1.5 pl-4 md:hidden">
          <LoopMark className="size-6.5" />
          <span className="min-w-0 flex-1 truncate font-semibold" dir="auto">
            {workspace.name}
          </span>
          <IconButton label="Search and commands" onClick={onPalette}>
            <Search className="size-4.5" aria-hidden="true" />
          </IconButton>
          {isNarrow && bell("bottom-end")}
          <AccountMenu compact placement="bottom-end" onHelp={onHelp} onPalette={onPalette} />
        </header>

        <header className="hidden w-58 shrink-0 flex-col p-2.5 md:flex">
          <div className="flex items-center gap-2.5 pt-1 pr-0.5 pb-3.5 pl-2">
            <LoopMark className="size-6.5" />
            <span className="min-w-0 flex-1 truncate font-semibold tracking-[-0.01em]" dir="auto">
              {workspace.name}
            </span>
            {!isNarrow && bell("bottom-start")}
          </div>
          <button
            type="button"
            onClick={onPalette}
            className="mb-4 flex h-8 items-center gap-2 rounded-md border border-line-strong bg-surface px-2.5 text-sm text-faint shadow-card hover:text-ink"
          >
            <Search className="size-3.5" aria-hidden="true" />
            <span className="flex-1 text-left">Search…</span>
            <Kbd>{isMac ? "⌘K" : "Ctrl K"}</Kbd>
          </button>
          <nav aria-label="Main" className="grid gap-0.5">
            {places.map(({ to, label, icon: Icon }) => (
              <Link
                key={to}
                to={to}
                className="group flex h-8 items-center gap-2.5 rounded-md px-2 text-sm font-medium text-soft hover:bg-hover hover:text-ink aria-[current=page]:bg-pressed aria-[current=page]:text-ink"
              >
                <Icon
                  className="size-4 text-faint group-hover:text-soft group-aria-[current=page]:text-ink"
                  aria-hidden="true"
                />
                <span className="flex-1">{label}</span>
                {to === paths.leads() && <Unseen count={unseenLeads} />}
              </Link>
            ))}
          </nav>
          <div className="flex-1" />
          <AccountMenu onHelp={onHelp} onPalette={onPalette} />
        </header>

        <main
          id="main"
          tabIndex={-1}
          className="relative min-h-0 min-w-0 flex-1 overflow-hidden bg-surface outline-none md:my-2 md:mr-2 md:rounded-xl md:border md:border-line md:shadow-card"
        >
          {children}
        </main>

        <nav
          aria-label="Main"
          className="grid shrink-0 auto-cols-fr grid-flow-col border-t border-line bg-canvas pb-[env(safe-area-inset-bottom)] md:hidden"
        >
          {places.slice(0, inBar).map(({ to, label, icon: Icon }) => (
            <Link
              key={to}
              to={to}
              className="relative flex h-15 flex-col items-center justify-center gap-1 text-2xs font-medium text-faint aria-[current=page]:text-accent-text"
            >
              <Icon className="size-5" aria-hidden="true" />
              {label}
              {to === paths.leads() && unseenLeads > 0 && (
                <span className="absolute top-1.5 left-1/2 ml-2">
                  <Unseen count={unseenLeads} />
                </span>
              )}
            </Link>
          ))}
          <Menu
            label="More places"
            placement="top-start"
            triggerClass="flex h-15 flex-col items-center justify-center gap-1 text-2xs font-medium text-faint aria-expanded:text-ink"
            trigger={
              <>
                <Ellipsis className="size-5" aria-hidden="true" />
                More
              </>
            }
          >
            {places.slice(inBar).map(({ to, label, icon: Icon }) => (
              <MenuItem key={to} icon={<Icon aria-hidden="true" />} onSelect={() => void navigate({ to })}>
                {label}
              </MenuItem>
            ))}
          </Menu>
        </nav>
      </div>
      <Suspense>
        {open === "palette" && <CommandPalette onClose={() => setOpen(null)} onHelp={onHelp} />}
        {open === "help" && <HelpDialog onClose={() => setOpen(null)} />}
      </Suspense>
    </div>
  );
}

function Unseen({ count }: { count: number }) {
  if (count === 0) return null;
  return (
    <span className="grid h-4.5 min-w-4.5 animate-pop place-items-center rounded-full bg-accent px-1.25 text-2xs font-semibold text-on-accent tabular-nums">
      {count > 99 ? "99+" : count}
      <span className="sr-only"> new</span>
    </span>
  );
}
