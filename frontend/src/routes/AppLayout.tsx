import { Outlet } from "@tanstack/react-router";
import { AppShell } from "@/components/AppShell";
import { LiveProvider } from "@/components/Live";
import { LiveLeads } from "@/features/leads/LiveLeads";
import { Toasts } from "@/ui/Toasts";

export function AppLayout() {
  return (
    <LiveProvider>
      <LiveLeads>
        {(unseen) => (
          <AppShell unseenLeads={unseen}>
            <Outlet />
            <Toasts />
          </AppShell>
        )}
      </LiveLeads>
    </LiveProvider>
  );
}
