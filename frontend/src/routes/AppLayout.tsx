import "@/api/problemWords";
import { Outlet, useNavigate } from "@tanstack/react-router";
import { AppShell } from "@/components/AppShell";
import { LiveProvider } from "@/components/Live";
import { useShortcuts } from "@/components/useShortcuts";
import { openNewLead } from "@/features/leads/edit/dialogs";
import { LeadDialogs } from "@/features/leads/edit/LeadDialogs";
import { BulkProgress } from "@/features/leads/BulkProgress";
import { LiveLeads } from "@/features/leads/LiveLeads";
import { NotificationBell } from "@/features/notifications/NotificationBell";
import { useCanWrite } from "@/features/leads/useCanWrite";
import { undoLast } from "@/ui/toast";
import { Toasts } from "@/ui/Toasts";

export function AppLayout() {
  const navigate = useNavigate();
  const canWrite = useCanWrite();
  useShortcuts({
    c: (event) => {
      if (!canWrite) return;
      // Otherwise the letter would be the first one typed into the form.
      event.preventDefault();
      openNewLead();
    },
    "mod+z": undoLast,
  });
  return (
    <LiveProvider>
      <LiveLeads>
        {(unseen) => (
          <AppShell unseenLeads={unseen} bell={(placement) => <NotificationBell placement={placement} />}>
            <Outlet />
            <Toasts />
            <BulkProgress />
            <LeadDialogs
              onOpen={(leadId) => void navigate({ to: "/leads/$leadId", params: { leadId } })}
              onMerge={(lead, other) => void navigate({ to: "/merge", search: { lead, other } })}
            />
          </AppShell>
        )}
      </LiveLeads>
    </LiveProvider>
  );
}
