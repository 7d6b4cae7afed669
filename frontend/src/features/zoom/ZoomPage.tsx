import { useSuspenseQuery } from "@tanstack/react-query";
import { ExternalLink, KeyRound, Video } from "lucide-react";
import { can } from "@/api/session";
import { useSession } from "@/api/useSession";
import { PageHeader } from "@/components/PageHeader";
import { Button } from "@/ui/Button";
import { Card, CardHeader } from "@/ui/Card";
import { CopyField } from "@/ui/CopyField";
import { EmptyState } from "@/ui/EmptyState";
import { ConnectButton } from "./ConnectButton";
import { ConnectionCard } from "./ConnectionCard";
import { FailedDeliveries } from "./FailedDeliveries";
import { Health } from "./Health";
import { zoomQuery, type Zoom } from "./queries";
import { ScrollArea } from "@/ui/ScrollArea";

const installedApps = "https://marketplace.zoom.us/user/installed";

export function ZoomPage() {
  const { data: zoom } = useSuspenseQuery(zoomQuery);
  const session = useSession();
  const manages = can(session, "zoom_manage");
  return (
    <div className="flex h-full flex-col">
      <PageHeader title="Zoom" />
      <ScrollArea className="flex-1">
        <div className="mx-auto grid max-w-3xl gap-6 px-4 py-6 md:px-8 md:py-10">
          {!zoom.configured ? (
            <NotConfigured />
          ) : zoom.connections.length === 0 ? (
            <NotConnected manages={manages} workspace={session.workspace.name} />
          ) : (
            <>
              <Health zoom={zoom} />
              <div className="grid gap-3">
                {zoom.connections.map((connection) => (
                  <ConnectionCard key={connection.id} connection={connection} manages={manages} />
                ))}
              </div>
              <div className="flex flex-wrap items-center justify-between gap-3">
                {manages && <ConnectButton look="secondary">Connect another account</ConnectButton>}
                <a
                  href={installedApps}
                  rel="noreferrer"
                  target="_blank"
                  className="inline-flex items-center gap-1.5 text-sm text-soft hover:text-ink hover:underline max-md:min-h-11"
                >
                  Apps installed in your Zoom account
                  <ExternalLink className="size-3.5" aria-label="(opens Zoom in a new tab)" />
                </a>
              </div>
            </>
          )}
          {can(session, "deliveries_read") && zoom.connections.length > 0 && <FailedDeliveries />}
          {manages && <Addresses zoom={zoom} />}
        </div>
      </ScrollArea>
    </div>
  );
}

function NotConfigured() {
  return (
    <Card>
      <EmptyState icon={<KeyRound aria-hidden="true" />} title="Zoom isn’t set up on this installation">
        <p>
          Whoever runs Cloop has to create an app in the Zoom Marketplace and give its credentials to the
          server. Then you can connect your account here.
        </p>
      </EmptyState>
    </Card>
  );
}

function NotConnected({ manages, workspace }: { manages: boolean; workspace: string }) {
  return (
    <Card>
      <EmptyState
        icon={<Video aria-hidden="true" />}
        title="Connect your Zoom account"
        action={
          manages ? <ConnectButton>Connect Zoom</ConnectButton> : <Button disabled>Connect Zoom</Button>
        }
      >
        <p>
          Zoom then tells Cloop about each registration for your meetings and webinars, and it becomes a lead.
          No Zoom token is kept, and you can disconnect at any time.
        </p>
        {!manages && <p className="text-sm text-faint">Ask an owner or admin of {workspace} to do this.</p>}
      </EmptyState>
    </Card>
  );
}

function Addresses({ zoom }: { zoom: Zoom }) {
  return (
    <Card aria-labelledby="addresses">
      <CardHeader
        id="addresses"
        title="For the Zoom app"
        hint="Whoever runs this installation enters these in the Zoom Marketplace."
      />
      <div className="grid gap-4 px-5 pb-5">
        <CopyField label="Redirect URL" value={zoom.redirect_url} />
        <CopyField label="Webhook URL" value={zoom.webhook_url} />
        {zoom.events.length > 0 && (
          <div>
            <h3 className="mb-1.5 text-sm font-medium">Events to subscribe to</h3>
            <ul className="flex flex-wrap gap-1.5">
              {zoom.events.map((event) => (
                <li
                  key={event}
                  className="rounded-sm border border-line bg-sunken px-2 py-0.5 font-mono text-xs text-soft"
                >
                  {event}
                </li>
              ))}
            </ul>
          </div>
        )}
      </div>
    </Card>
  );
}
