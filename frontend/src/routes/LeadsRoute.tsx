import { useNavigate, useSearch } from "@tanstack/react-router";
import { useCallback } from "react";
import { LeadListPage } from "@/features/leads/LeadListPage";
import { FirstLead } from "@/features/zoom/FirstLead";

export function LeadsRoute() {
  const navigate = useNavigate();
  const { peek } = useSearch({ from: "/app/leads" });
  const onPeek = useCallback(
    (leadId: string | undefined) =>
      void navigate({ to: "/leads", search: leadId ? { peek: leadId } : {}, replace: true }),
    [navigate],
  );
  const onOpen = (leadId: string) => void navigate({ to: "/leads/$leadId", params: { leadId } });
  return <LeadListPage peek={peek} onPeek={onPeek} onOpen={onOpen} empty={<FirstLead />} />;
}
