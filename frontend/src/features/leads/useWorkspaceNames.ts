import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useCallback, useMemo } from "react";
import { customFieldOf, fieldsQuery } from "@/api/fields";
import { key } from "@/api/query";
import { useSession } from "@/api/useSession";
import type { NameOf } from "./filter/sentence";
import { membersQuery, pipelinesQuery, tagsQuery, teamsQuery, type Lead } from "./queries";
import { origins, sources, statuses, taskWords } from "./statuses";

const long = { staleTime: 5 * 60_000 };

/** The members, teams, tags, fields and pipelines to choose from. Empty while they load. */
export function useWorkspace() {
  const members = useQuery({ ...membersQuery, ...long }).data?.items;
  const teams = useQuery({ ...teamsQuery, ...long }).data?.items;
  const tags = useQuery({ ...tagsQuery, ...long }).data?.items;
  const fields = useQuery({ ...fieldsQuery, ...long }).data?.items;
  const pipelines = useQuery({ ...pipelinesQuery, ...long }).data?.items;
  return useMemo(
    () => ({
      members: members ?? [],
      teams: teams ?? [],
      tags: tags ?? [],
      fields: (fields ?? [])
        .filter((each) => each.state === "active")
        .sort((a, b) => a.position - b.position),
      pipelines: [...(pipelines ?? [])].sort((a, b) => a.position - b.position),
    }),
    [members, teams, tags, fields, pipelines],
  );
}

export type Workspace = ReturnType<typeof useWorkspace>;

export function useNameOf(): NameOf {
  const { members, teams, tags, pipelines } = useWorkspace();
  const queryClient = useQueryClient();
  return useCallback<NameOf>(
    (name, value) => {
      const named = (list: { id: string; name: string }[]) => list.find((each) => each.id === value)?.name;
      switch (name) {
        case "owner":
          return value === "me" ? "me" : named(members);
        case "team":
          return named(teams);
        case "tag":
          return named(tags);
        case "pipeline":
          return named(pipelines);
        case "stage":
          return named(pipelines.flatMap((pipeline) => pipeline.stages));
        case "status":
          return Object.hasOwn(statuses, value) ? statuses[value as keyof typeof statuses].label : value;
        case "source":
          return Object.hasOwn(sources, value) ? sources[value as keyof typeof sources] : value;
        case "task":
          return taskWords[value];
        case "origin":
          return origins[value] ?? value;
        case "meeting": {
          // There is no list of meetings to ask; a filter by meeting starts from a lead that was there.
          const leads = queryClient.getQueriesData<Lead>({ queryKey: key.all("/api/v1/leads/{lead_id}") });
          const meetings = leads.flatMap(([, lead]) => lead?.registrations.map((each) => each.meeting) ?? []);
          return meetings.find((each) => each.id === value)?.topic ?? "this meeting";
        }
        default: {
          const field = customFieldOf(name);
          if (field?.kind === "member") return value === "me" ? "me" : named(members);
          return field ? field.options.find((option) => option.id === value)?.label : value;
        }
      }
    },
    [members, teams, tags, pipelines, queryClient],
  );
}

export const useCurrency = () => useSession().workspace.currency;
