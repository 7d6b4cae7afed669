import { useNavigate, useSearch } from "@tanstack/react-router";
import { useCallback } from "react";
import { LeadListPage } from "@/features/leads/list/LeadListPage";
import type { LeadsSearch } from "@/features/leads/list/listState";
import { FirstLead } from "@/features/zoom/FirstLead";

export function LeadsRoute() {
  const navigate = useNavigate();
  const search = useSearch({ from: "/app/leads" });
  const onSearch = useCallback(
    (next: LeadsSearch) => void navigate({ to: "/leads", search: next, replace: next.view === search.view }),
    [navigate, search.view],
  );
  const onOpen = (leadId: string) => void navigate({ to: "/leads/$leadId", params: { leadId } });
  return <LeadListPage search={search} onSearch={onSearch} onOpen={onOpen} empty={<FirstLead />} />;
}
