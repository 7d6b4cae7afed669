import { Settings, ShieldCheck, SquareKanban, UsersRound, Video } from "lucide-react";
import { paths } from "@/lib/paths";

export const places = [
  { to: paths.leads(), label: "Leads", short: "Leads", keys: "g l", icon: UsersRound },
  { to: paths.board(), label: "Board", short: "Board", keys: "g b", icon: SquareKanban },
  { to: paths.zoom(), label: "Zoom", short: "Zoom", keys: "g z", icon: Video },
  { to: paths.privacyData(), label: "What we store", short: "Privacy", keys: "g p", icon: ShieldCheck },
  { to: paths.settings(), label: "Settings", short: "Settings", keys: "g s", icon: Settings },
] as const;
