import { ChevronsUpDown, Command, Keyboard, LogOut, Monitor, Moon, Sun } from "lucide-react";
import { useSession } from "@/api/useSession";
import { setTheme, useTheme, type ThemeChoice } from "@/lib/theme";
import { Avatar } from "@/ui/Avatar";
import { Menu, MenuHeading, MenuItem, MenuLine } from "@/ui/Menu";
import type { Placement } from "@/ui/Floating";
import { useSignOut } from "./useSignOut";

const themes: { choice: ThemeChoice; label: string; icon: typeof Sun }[] = [
  { choice: "system", label: "Like the system", icon: Monitor },
  { choice: "light", label: "Light", icon: Sun },
  { choice: "dark", label: "Dark", icon: Moon },
];

type Props = { compact?: boolean; placement?: Placement; onHelp: () => void; onPalette: () => void };

export function AccountMenu({ compact, placement, onHelp, onPalette }: Props) {
  const { user, role } = useSession();
  const theme = useTheme();
  const leave = useSignOut();
  return (
    <Menu
      label={`Account: ${user.name}`}
      placement={placement ?? "top-start"}
      triggerClass={
        compact
          ? "grid size-11 place-items-center rounded-full"
          : "flex w-full items-center gap-2.5 rounded-md p-2 text-left hover:bg-hover aria-expanded:bg-hover"
      }
      trigger={
        compact ? (
          <Avatar name={user.name} size="sm" />
        ) : (
          <>
            <Avatar name={user.name} />
            <span className="min-w-0 flex-1 truncate text-sm font-medium" dir="auto">
              {user.name}
            </span>
            <ChevronsUpDown className="size-3.5 shrink-0 text-faint" aria-hidden="true" />
          </>
        )
      }
    >
      <div role="presentation" className="max-w-64 px-2 pt-1 pb-2 text-sm">
        <div className="truncate font-medium" dir="auto">
          {user.name}
        </div>
        <div className="truncate text-faint">{user.email}</div>
        <div className="text-faint capitalize">{role}</div>
      </div>
      <MenuLine />
      <MenuHeading>Theme</MenuHeading>
      {themes.map(({ choice, label, icon: Icon }) => (
        <MenuItem
          key={choice}
          icon={<Icon aria-hidden="true" />}
          checked={theme === choice}
          onSelect={() => setTheme(choice)}
        >
          {label}
        </MenuItem>
      ))}
      <MenuLine />
      <MenuItem icon={<Command aria-hidden="true" />} onSelect={onPalette}>
        Commands
      </MenuItem>
      <MenuItem icon={<Keyboard aria-hidden="true" />} onSelect={onHelp}>
        Keyboard shortcuts
      </MenuItem>
      <MenuItem icon={<LogOut aria-hidden="true" />} onSelect={() => leave.mutate()}>
        Sign out
      </MenuItem>
    </Menu>
  );
}
