import { useQueryClient, type InfiniteData } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { Keyboard, LogOut, Moon, Search, Sun } from "lucide-react";
import { useId, useState, type KeyboardEvent, type ReactNode } from "react";
import { key, type Answer } from "@/api/query";
import { cn } from "@/lib/cn";
import { setTheme } from "@/lib/theme";
import { Avatar } from "@/ui/Avatar";
import { Dialog } from "@/ui/Dialog";
import { Kbd } from "@/ui/Kbd";
import { places } from "./navigation";
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

const leadsShown = 6;

function useCommands(onHelp: () => void): Command[] {
  const navigate = useNavigate();
  const leave = useSignOut();
  const queryClient = useQueryClient();
  const lists = queryClient.getQueriesData<InfiniteData<Answer<"/api/v1/leads">>>({
    queryKey: key.all("/api/v1/leads"),
  });
  const leads = lists.flatMap(([, data]) => data?.pages.flatMap((page) => page.items) ?? []);
  const isDark = document.documentElement.dataset.theme === "dark";
  return [
    ...places.map(({ to, label, keys, icon: Icon }) => ({
      id: to,
      group: "Go to",
      label,
      hint: keys,
      icon: <Icon aria-hidden="true" />,
      run: () => void navigate({ to }),
    })),
    ...leads.map((lead) => ({
      id: lead.id,
      group: "Loaded leads",
      label: lead.display_name,
      also: [lead.primary_email, lead.company].filter(Boolean).join(" · "),
      icon: <Avatar name={lead.display_name} />,
      run: () => void navigate({ to: "/leads/$leadId", params: { leadId: lead.id } }),
    })),
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
  const hits = commands.filter((command) => {
    const haystack = `${command.label} ${command.also ?? ""}`.toLocaleLowerCase();
    return wanted.every((word) => haystack.includes(word));
  });
  let leads = 0;
  return hits.filter((command) => command.group !== "Loaded leads" || ++leads <= leadsShown);
}

export default function CommandPalette({ onClose, onHelp }: { onClose: () => void; onHelp: () => void }) {
  const [text, setText] = useState("");
  const [at, setAt] = useState(0);
  const listId = useId();
  const found = matching(useCommands(onHelp), text);
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
          autoFocus
          role="combobox"
          aria-expanded="true"
          aria-label="Find a page, a lead or a command"
          aria-controls={listId}
          aria-activedescendant={current && `${listId}-${current.id}`}
          placeholder="Find a page, a lead or a command"
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
      {found.length === 0 && (
        <p role="status" className="px-4 pb-10 text-center text-base text-soft">
          Nothing among the pages, commands and loaded leads matches.
        </p>
      )}
    </Dialog>
  );
}
