import { CircleDashed, CircleDot, Trophy, UserRoundX, X } from "lucide-react";
import type { LeadSummary, Pipeline, Stage } from "@/features/leads/queries";
import { statuses } from "@/features/leads/statuses";
import type { Workspace } from "@/features/leads/useWorkspaceNames";
import { Avatar } from "@/ui/Avatar";
import { ToneDot } from "@/ui/Badge";
import type { Option } from "@/ui/Picker";
import { HueDot } from "@/ui/TagChip";

/** The value that takes away what is set. */
export const nothing = "-";

export const statusOptions: Option[] = Object.entries(statuses).map(([value, { label, tone }]) => ({
  value,
  label,
  icon: <ToneDot tone={tone} />,
}));

export const isStatus = (value: string): value is LeadSummary["status"] => Object.hasOwn(statuses, value);

export function memberOptions({ members }: Workspace, me: string): Option[] {
  const sorted = [...members].sort((a, b) => Number(b.id === me) - Number(a.id === me));
  return [
    { value: nothing, label: "Nobody", icon: <UserRoundX /> },
    ...sorted.map(({ id, name }) => ({
      value: id,
      label: name,
      icon: <Avatar name={name} />,
      ...(id === me && { hint: "You" }),
    })),
  ];
}

export const teamOptions = ({ teams }: Workspace): Option[] => [
  { value: nothing, label: "No team", icon: <X /> },
  ...teams.map(({ id, name }) => ({ value: id, label: name })),
];

const stageIcons = {
  open: <CircleDot className="text-faint" />,
  won: <Trophy className="text-good-text" />,
  lost: <X className="text-danger-text" />,
};

export const stagesOf = (pipeline: Pipeline): Stage[] =>
  [...pipeline.stages].sort((a, b) => a.position - b.position);

export function stageOptions({ pipelines }: Workspace): Option[] {
  const several = pipelines.length > 1;
  const stages = pipelines.flatMap((pipeline) =>
    stagesOf(pipeline).map(({ id, name, kind }) => ({
      value: id,
      label: name,
      icon: stageIcons[kind],
      ...(several && { group: pipeline.name }),
    })),
  );
  return [{ value: nothing, label: "No stage", icon: <CircleDashed /> }, ...stages];
}

export const findStage = ({ pipelines }: Workspace, id: string): Stage | null =>
  pipelines.flatMap((each) => each.stages).find((stage) => stage.id === id) ?? null;

export const tagOptions = ({ tags }: Workspace): Option[] =>
  tags.map(({ id, name, color }) => ({ value: id, label: name, icon: <HueDot hue={color} /> }));
