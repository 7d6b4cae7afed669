import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { messageFor } from "@/api/problem";
import { key } from "@/api/query";
import { Avatar } from "@/ui/Avatar";
import { Button } from "@/ui/Button";
import { Callout } from "@/ui/Callout";
import { Card } from "@/ui/Card";
import { Dialog } from "@/ui/Dialog";
import { TimeAgo } from "@/ui/TimeAgo";
import { toast } from "@/ui/toast";
import { disconnectZoom, type Connection } from "./queries";

export function ConnectionCard({ connection, manages }: { connection: Connection; manages: boolean }) {
  const [asking, setAsking] = useState(false);
  const name = connection.name || connection.email;
  return (
    <Card aria-label={`Connection of ${name}`}>
      <div className="flex flex-wrap items-center gap-4 px-5 py-4.5">
        <Avatar name={name} size="md" />
        <div className="min-w-40 flex-1">
          <h2 className="text-base font-semibold" dir="auto">
            {name}
          </h2>
          <p className="text-sm text-soft">
            <bdi>{connection.email}</bdi>
          </p>
        </div>
        {manages && (
          <Button look="danger-quiet" className="max-sm:w-full" onClick={() => setAsking(true)}>
            Disconnect
          </Button>
        )}
      </div>
      <dl className="grid gap-x-6 gap-y-2 border-t border-line px-5 py-3.5 text-sm sm:grid-cols-3 max-sm:[&>div]:flex max-sm:[&>div]:justify-between">
        <div>
          <dt className="text-faint">Linked</dt>
          <dd className="mt-0.5">
            <TimeAgo at={connection.linked_at} />
          </dd>
        </div>
        <div>
          <dt className="text-faint">By</dt>
          <dd className="mt-0.5">
            <bdi>{connection.linked_by?.name ?? "A former member"}</bdi>
          </dd>
        </div>
        <div>
          <dt className="text-faint">Last delivery</dt>
          <dd className="mt-0.5">
            {connection.last_delivery_at ? <TimeAgo at={connection.last_delivery_at} /> : "None yet"}
          </dd>
        </div>
      </dl>
      {asking && <DisconnectDialog connection={connection} onClose={() => setAsking(false)} />}
    </Card>
  );
}

function DisconnectDialog({ connection, onClose }: { connection: Connection; onClose: () => void }) {
  const queryClient = useQueryClient();
  const disconnect = useMutation({
    mutationFn: () => disconnectZoom(connection.id),
    onSuccess: async () => {
      await queryClient.invalidateQueries({ queryKey: key.all("/api/v1/zoom") });
      toast(`${connection.email} is disconnected`, "good");
      onClose();
    },
  });
  return (
    <Dialog
      title="Disconnect this Zoom account?"
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>Keep it</Button>
          <Button look="danger" pending={disconnect.isPending} onClick={() => disconnect.mutate()}>
            {disconnect.isPending ? "Disconnecting…" : "Disconnect now"}
          </Button>
        </>
      }
    >
      <p>
        <bdi className="font-medium text-ink">{connection.email}</bdi> is unlinked immediately:
      </p>
      <ul className="mt-2.5 grid list-disc gap-1.5 pl-5 marker:text-faint">
        <li>New registrations stop becoming leads at once.</li>
        <li>Registrations that happen while it is disconnected are not fetched later.</li>
        <li>The leads you have stay where they are.</li>
      </ul>
      {disconnect.isError && (
        <div className="mt-4">
          <Callout tone="danger" role="alert">
            {messageFor(disconnect.error)}
          </Callout>
        </div>
      )}
    </Dialog>
  );
}
