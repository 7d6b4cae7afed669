import { useQuery, useQueryClient, type InfiniteData } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { Keyboard, LogOut, Moon, Search, Sun, Trash2 } from "lucide-react";
import { useEffect, useId, useState, type KeyboardEvent, type ReactNode } from "react";
import { messageFor } from "@/api/problem";
import { key, type Answer } from "@/api/query";
import { searchQuery, type FoundLead } from "@/api/search";
import { cn } from "@/lib/cn";
import { paths } from "@/lib/paths";
import { setTheme } from "@/lib/theme";
import { Avatar } from "@/ui/Avatar";
import { Dialog } from "@/ui/Dialog";
import { Kbd } from "@/ui/Kbd";
import { bell, places } from "./navigation";
import { useSignOut } from "./useSignOut";

type Command = {
  id: string;
  group: string;
  label: string;
  also?: string;
  hint?: string;
  icon: ReactNode;
  run: () => void;
};

const recentShown = 5;
const restOfTyping = 120;

/** The leads opened last, from what is still in memory: nothing about people is written to this device. */
function useRecentLeads(): FoundLead[] {
  const cache = useQueryClient().getQueryCache();
  const opened = cache
    .findAll({ queryKey: key.all("/api/v1/leads/{lead_id}") })
    .sort((a, b) => b.state.dataUpdatedAt - a.state.dataUpdatedAt)
    .flatMap((query) => (query.state.data as FoundLead | undefined) ?? []);
  const listed = cache
    .findAll({ queryKey: key.all("/api/v1/leads") })
    .flatMap(
      (query) =>
        (query.state.data as InfiniteData<Answer<"/api/v1/leads">> | undefined)?.pages[0]?.items ?? [],
    );
  const all = [...opened, ...listed].filter((lead) => !lead.deleted_at);
  return all.filter((lead, n) => all.findIndex((each) => each.id === lead.id) === n).slice(0, recentShown);
}

function useSettled(text: string) {
  const [settled, setSettled] = useState(text);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(text), restOfTyping);
    return () => clearTimeout(timer);
  }, [text]);
  return settled;
}

function useCommands(onHelp: () => void): Command[] {
  const navigate = useNavigate();
  const leave = useSignOut();
  const isDark = document.documentElement.dataset.theme === "dark";
  return [
    ...[...places, bell].map(({ to, label, keys, icon: Icon }) => ({
      id: to,
      group: "Go to",
      label,
      hint: keys,
      icon: <Icon aria-hidden="true" />,
      run: () => void navigate({ to }),
    })),
    {
      id: "bin",
      group: "Go to",
      label: "Bin",
      also: "Deleted leads",
      icon: <Trash2 aria-hidden="true" />,
      run: () => void navigate({ to: paths.bin() }),
    },
    {
      id: "theme",
      group: "Do",
      label: isDark ? "Switch to the light theme" : "Switch to the dark theme",
      icon: isDark ? <Sun aria-hidden="true" /> : <Moon aria-hidden="true" />,
      run: () => setTheme(isDark ? "light" : "dark"),
    },
    {
      id: "help",
      group: "Do",
      label: "Keyboard shortcuts",
      hint: "?",
      icon: <Keyboard aria-hidden="true" />,
      run: onHelp,
    },
    {
      id: "leave",
      group: "Do",
      label: "Sign out",
      icon: <LogOut aria-hidden="true" />,
      run: () => leave.mutate(),
    },
  ];
}

function matching(commands: Command[], text: string): Command[] {
  const wanted = text.toLocaleLowerCase().split(/\s+/).filter(Boolean);
  return commands.filter((command) => {
    const haystack = `${command.label} ${command.also ?? ""}`.toLocaleLowerCase();
    return wanted.every((word) => haystack.includes(word));
  });
}

export default function CommandPalette({ onClose, onHelp }: { onClose: () => void; onHelp: () => void }) {
  const [text, setText] = useState("");
  const [at, setAt] = useState(0);
  const listId = useId();
  const navigate = useNavigate();
  const wanted = useSettled(text.trim());
  const search = useQuery({ ...searchQuery(wanted), enabled: wanted !== "" });
  const recent = useRecentLeads();
  const isSearching = text.trim() !== "";
  const leads = (isSearching ? (wanted ? search.data?.items : undefined) : recent) ?? [];
  const toLead = (lead: FoundLead): Command => ({
    id: lead.id,
    group: isSearching ? "Leads" : "Recent leads",
    label: lead.display_name,
    also: [lead.primary_email, lead.company].filter(Boolean).join(" · "),
    icon: <Avatar name={lead.display_name} />,
    run: () => void navigate({ to: "/leads/$leadId", params: { leadId: lead.id } }),
  });
  const commands = matching(useCommands(onHelp), text);
  // Whoever types the beginning of a page wants that page, whatever leads are found a moment later.
  const isMeant = ({ label }: Command) =>
    isSearching && label.toLocaleLowerCase().startsWith(text.trim().toLocaleLowerCase());
  const found = [
    ...commands.filter(isMeant),
    ...leads.map(toLead),
    ...commands.filter((command) => !isMeant(command)),
  ];
  const isWaiting = isSearching && (search.isFetching || wanted !== text.trim());
  const current = found[Math.min(at, found.length - 1)];

  function run(command: Command | undefined) {
    if (!command) return;
    onClose();
    command.run();
  }

  function onKeyDown(event: KeyboardEvent) {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) {
      event.preventDefault();
      setAt((Math.min(at, found.length - 1) + step + found.length) % Math.max(found.length, 1));
    }
    if (event.key === "Enter") {
      event.preventDefault();
      run(current);
    }
  }

  return (
    <Dialog title="Commands" bare onClose={onClose} className="mt-[12vh] w-[min(36rem,calc(100vw-1.5rem))]">
      <div className="flex items-center gap-3 border-b border-line px-4">
        <Search className="size-4 shrink-0 text-faint" aria-hidden="true" />
        <input
          data-autofocus
          role="combobox"
          aria-expanded="true"
          aria-label="Search leads, pages and commands"
          aria-controls={listId}
          aria-activedescendant={current && `${listId}-${current.id}`}
          placeholder="Search leads, pages and commands"
          value={text}
          onChange={(event) => {
            setText(event.target.value);
            setAt(0);
          }}
          onKeyDown={onKeyDown}
          className="h-13 min-w-0 flex-1 bg-transparent text-md outline-none placeholder:text-faint"
        />
        <Kbd>esc</Kbd>
      </div>
      <div id={listId} role="listbox" aria-label="Commands" className="p-2">
        {found.map((command, index) => (
          <div key={command.id} role="presentation">
            {command.group !== found[index - 1]?.group && (
              <div role="presentation" className="px-2.5 pt-2 pb-1 text-xs font-medium text-faint">
                {command.group}
              </div>
            )}
            <div
              id={`${listId}-${command.id}`}
              role="option"
              aria-selected={command === current}
              onPointerMove={() => setAt(index)}
              onClick={() => run(command)}
              className={cn(
                "flex h-10 cursor-pointer items-center gap-3 rounded-md px-2.5 text-base text-soft max-md:h-12 [&_svg]:size-4",
                command === current && "bg-hover text-ink",
              )}
            >
              <span className="grid w-6 shrink-0 place-items-center">{command.icon}</span>
              <span className="min-w-0 flex-1 truncate">
                <bdi className="text-ink">{command.label}</bdi>
                {command.also && <bdi className="ml-2 text-sm text-faint">{command.also}</bdi>}
              </span>
              {command.hint && (
                <span className="flex gap-1 max-md:hidden">
                  {command.hint.split(" ").map((each) => (
                    <Kbd key={each}>{each}</Kbd>
                  ))}
                </span>
              )}
            </div>
          </div>
        ))}
      </div>
      {search.error && isSearching && (
        <p role="alert" className="px-4 pb-3 text-sm text-danger-text">
          Leads can’t be searched. {messageFor(search.error)}
        </p>
      )}
      <p
        role="status"
        className={found.length > 0 ? "sr-only" : "px-4 pb-10 text-center text-base text-soft"}
      >
        {isWaiting ? "Searching…" : found.length === 0 ? `Nothing found for “${text.trim()}”.` : ""}
      </p>
    </Dialog>
  );
}
