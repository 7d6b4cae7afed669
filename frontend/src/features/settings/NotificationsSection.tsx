import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { answer, client } from "@/api/client";
import type { components } from "@/api/contract";
import { messageFor } from "@/api/problem";
import { q, type Answer } from "@/api/query";
import { Waiting } from "@/components/Waiting";
import { Card } from "@/ui/Card";
import { Checkbox } from "@/ui/Checkbox";
import { toast } from "@/ui/toast";

type Settings = Answer<"/api/v1/notification-settings">;
type Body = components["schemas"]["NotificationSettings"];
type Item = Settings["items"][number];

const settingsQuery = q("/api/v1/notification-settings");

const words: Record<Item["kind"], { title: string; hint: string }> = {
  assigned: { title: "A lead is assigned to you", hint: "By somebody else, or by a rule" },
  mentioned: { title: "Somebody mentions you", hint: "In a note on a lead that you can see" },
  task_assigned: { title: "A task is given to you", hint: "By somebody else" },
  task_due: { title: "A task of yours is due", hint: "At its time, and when it asks to remind you" },
  captured: { title: "A lead of yours registers", hint: "New from Zoom, with you as its owner" },
};

const channels = [
  { name: "in_app", label: "In Cloop" },
  { name: "mail", label: "By mail" },
] as const;

export function NotificationsSection() {
  const queryClient = useQueryClient();
  const { data, error, refetch } = useQuery(settingsQuery);
  const save = useMutation({
    mutationFn: (body: Body) => answer(client.PUT("/api/v1/notification-settings", { body })),
    scope: { id: "notification-settings" },
    onMutate: (body) => {
      const before = queryClient.getQueryData<Settings>(settingsQuery.queryKey);
      queryClient.setQueryData(settingsQuery.queryKey, { ...body, next_cursor: null });
      return { before };
    },
    onError: (refusal, _, context) => {
      queryClient.setQueryData(settingsQuery.queryKey, context?.before);
      toast(`Not saved. ${messageFor(refusal)}`, "danger");
    },
  });
  if (!data) return <Waiting error={error} onRetry={() => void refetch()} />;
  const set = (kind: Item["kind"], change: Partial<Item>) =>
    save.mutate({ items: data.items.map((each) => (each.kind === kind ? { ...each, ...change } : each)) });
  return (
    <>
      <p className="text-base text-soft">What you want to hear about, and where. Only you see this.</p>
      <Card>
        <table className="w-full text-base">
          <caption className="sr-only">Notifications</caption>
          <thead>
            <tr className="text-left text-xs text-faint">
              <th scope="col" className="px-5 py-2.5 font-medium">
                When
              </th>
              {channels.map(({ name, label }) => (
                <th key={name} scope="col" className="w-20 px-2 py-2.5 text-center font-medium">
                  {label}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {data.items.map((item) => (
              <tr key={item.kind} className="border-t border-hairline">
                <th scope="row" className="px-5 py-3 text-left font-normal">
                  <span className="block font-medium">{words[item.kind].title}</span>
                  <span className="block text-sm text-faint">{words[item.kind].hint}</span>
                </th>
                {channels.map(({ name, label }) => (
                  <td key={name} className="text-center">
                    <label className="inline-grid size-11 place-items-center">
                      <Checkbox
                        label={`${words[item.kind].title}: ${label}`}
                        checked={item[name]}
                        onChange={(event) => set(item.kind, { [name]: event.target.checked })}
                      />
                    </label>
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </Card>
    </>
  );
}
