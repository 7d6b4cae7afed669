import {
  Bell,
  CircleCheck,
  Settings,
  ShieldCheck,
  SquareKanban,
  SquaresUnite,
  ChartColumn,
  Workflow,
  Sun,
  UsersRound,
  Video,
} from "lucide-react";
import { paths } from "@/lib/paths";

/** Where one goes. On a phone the first four stand in the bar, the others behind "More". */
export const places = [
  { to: paths.today(), label: "Today", keys: "g d", icon: Sun },
  { to: paths.leads(), label: "Leads", keys: "g l", icon: UsersRound },
  { to: paths.board(), label: "Board", keys: "g b", icon: SquareKanban },
  { to: paths.tasks(), label: "Tasks", keys: "g t", icon: CircleCheck },
  { to: paths.duplicates(), label: "Duplicates", keys: "g u", icon: SquaresUnite },
  { to: paths.reports(), label: "Reports", keys: "g r", icon: ChartColumn },
  { to: paths.rules(), label: "Rules", keys: "g a", icon: Workflow },
  { to: paths.zoom(), label: "Zoom", keys: "g z", icon: Video },
  { to: paths.privacyData(), label: "What we store", keys: "g p", icon: ShieldCheck },
  { to: paths.settings(), label: "Settings", keys: "g s", icon: Settings },
] as const;

/** Behind the bell, and so in no list of places. */
export const bell = { to: paths.notifications(), label: "Notifications", keys: "g n", icon: Bell };
