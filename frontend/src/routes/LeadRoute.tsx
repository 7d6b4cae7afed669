import { listMemory } from "@/features/leads/listMemory";
import { useNavigate, useParams } from "@tanstack/react-router";
import { LeadPage } from "@/features/leads/page/LeadPage";

export function LeadRoute() {
  const navigate = useNavigate();
  const { leadId } = useParams({ from: "/app/leads/$leadId" });
  return (
    <LeadPage
      key={leadId}
      leadId={leadId}
      onOpen={(next) => void navigate({ to: "/leads/$leadId", params: { leadId: next }, replace: true })}
      onBack={() => void navigate({ to: "/leads", search: listMemory.read().search })}
    />
  );
}
