import { useQuery } from "@tanstack/react-query";
import { Waiting } from "@/components/Waiting";
import { Trash2 } from "lucide-react";
import { useState } from "react";
import { Avatar } from "@/ui/Avatar";
import { IconButton } from "@/ui/Button";
import { Card, CardHeader } from "@/ui/Card";
import { PickerButton } from "@/ui/Picker";
import { Select } from "@/ui/Select";
import { AddForm, Confirm, NameInput } from "./parts";
import { api, membersQuery, teamsQuery, useChange, type Member, type Team } from "./queries";

const roles: [Member["role"], string][] = [
  ["owner", "Owner"],
  ["admin", "Admin"],
  ["member", "Member"],
  ["viewer", "Viewer"],
];

const scopes: [Member["lead_scope"], string][] = [
  ["own", "Their own leads"],
  ["team", "Leads of their teams"],
  ["all", "All leads"],
];

export function TeamSection({ allowed }: { allowed: boolean }) {
  const members = useQuery(membersQuery);
  const teams = useQuery(teamsQuery);
  const change = useChange();
  const [deleting, setDeleting] = useState<Team | null>(null);
  if (!members.data || !teams.data)
    return (
      <Waiting
        error={members.error ?? teams.error}
        onRetry={() => {
          void members.refetch();
          void teams.refetch();
        }}
      />
    );
  const all = teams.data.items;
  return (
    <>
      <Card aria-labelledby="members">
        <CardHeader
          id="members"
          title="Members"
          hint="The role says what somebody may do, the scope which leads they see."
        />
        <ul className="px-5 pb-2">
          {members.data.items.map((member) => (
            <Row key={member.id} member={member} teams={all} allowed={allowed} />
          ))}
        </ul>
      </Card>
      <Card aria-labelledby="teams">
        <CardHeader
          id="teams"
          title="Teams"
          hint="A lead can belong to a team, and everybody in it with that scope sees the lead."
        />
        <ul className="px-3 pb-1">
          {all.map((team) => {
            const size = members.data.items.filter((each) =>
              each.teams.some(({ id }) => id === team.id),
            ).length;
            return (
              <li key={team.id} className="flex items-center gap-1.5 border-t border-hairline py-1">
                <NameInput
                  label="Name of the team"
                  name={team.name}
                  disabled={!allowed}
                  onSave={(name) => change.mutate(() => api.renameTeam(team.id, name))}
                />
                <span className="shrink-0 text-sm text-faint tabular-nums">
                  {size} {size === 1 ? "member" : "members"}
                </span>
                <IconButton
                  label={`Delete ${team.name}`}
                  disabled={!allowed}
                  onClick={() => setDeleting(team)}
                >
                  <Trash2 className="size-4" aria-hidden="true" />
                </IconButton>
              </li>
            );
          })}
        </ul>
        <div className="rounded-b-lg border-t border-line bg-sunken px-3 py-3">
          <AddForm
            label="Name of the new team"
            placeholder="New team"
            disabled={!allowed}
            onAdd={(name) => change.mutate(() => api.createTeam(name))}
          />
        </div>
      </Card>
      {deleting && (
        <Confirm
          title={`Delete ${deleting.name}?`}
          action="Delete the team"
          onClose={() => setDeleting(null)}
          onConfirm={() => change.mutate(() => api.deleteTeam(deleting.id))}
        >
          <p>Its members stay, and its leads no longer belong to a team.</p>
        </Confirm>
      )}
    </>
  );
}

function Row({ member, teams, allowed }: { member: Member; teams: Team[]; allowed: boolean }) {
  const change = useChange();
  const isIn = (teamId: string) => member.teams.some((team) => team.id === teamId);
  return (
    <li className="flex flex-wrap items-center gap-x-3 gap-y-2 border-t border-hairline py-2.5">
      <Avatar name={member.name} size="md" />
      <div className="min-w-40 flex-1">
        <bdi className="block truncate text-base font-medium">{member.name}</bdi>
        <span className="block truncate text-sm text-faint">{member.email}</span>
      </div>
      <div className="flex flex-wrap gap-2">
        <Select
          slim
          label={`Role of ${member.name}`}
          value={member.role}
          disabled={!allowed}
          onChange={(event) =>
            change.mutate(() => api.updateMember(member.id, { role: event.target.value as Member["role"] }))
          }
          className="w-26"
        >
          {roles.map(([value, label]) => (
            <option key={value} value={value}>
              {label}
            </option>
          ))}
        </Select>
        <Select
          slim
          label={`Which leads ${member.name} sees`}
          value={member.lead_scope}
          disabled={!allowed}
          onChange={(event) =>
            change.mutate(() =>
              api.updateMember(member.id, { lead_scope: event.target.value as Member["lead_scope"] }),
            )
          }
          className="w-43"
        >
          {scopes.map(([value, label]) => (
            <option key={value} value={value}>
              {label}
            </option>
          ))}
        </Select>
        <PickerButton
          multiple
          label="Teams"
          name={`Teams of ${member.name}: ${member.teams.map((team) => team.name).join(", ") || "No team"}`}
          options={teams.map(({ id, name }) => ({ value: id, label: name }))}
          selected={member.teams.map((team) => team.id)}
          disabled={!allowed}
          placement="bottom-end"
          empty="No teams yet."
          onPick={(id) => change.mutate(() => api.setTeamMember(id, member.id, !isIn(id)))}
          className="h-8 w-32 truncate rounded-md border border-control bg-raised px-2.5 text-left text-sm shadow-card hover:border-soft disabled:opacity-60 max-md:h-11"
        >
          {member.teams.length > 0 ? (
            member.teams.map((team) => team.name).join(", ")
          ) : (
            <span className="text-faint">No team</span>
          )}
        </PickerButton>
      </div>
    </li>
  );
}
