import { useNavigate, useSearch } from "@tanstack/react-router";
import { RulesPage } from "@/features/leads/rules/RulesPage";

export function RulesRoute() {
  const navigate = useNavigate();
  const { tab } = useSearch({ from: "/app/rules" });
  return (
    <RulesPage
      tab={tab === "scoring" ? "scoring" : "assignment"}
      onTab={(next) =>
        void navigate({ to: "/rules", search: next === "scoring" ? { tab: next } : {}, replace: true })
      }
    />
  );
}
