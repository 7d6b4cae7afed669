import { useNavigate } from "@tanstack/react-router";
import { TodayPage } from "@/features/leads/tasks/TodayPage";

export function TodayRoute() {
  const navigate = useNavigate();
  return <TodayPage onOpen={(leadId) => void navigate({ to: "/leads/$leadId", params: { leadId } })} />;
}
