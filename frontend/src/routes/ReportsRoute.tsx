import { useNavigate, useSearch } from "@tanstack/react-router";
import { ReportsPage } from "@/features/reports/ReportsPage";

export function ReportsRoute() {
  const navigate = useNavigate();
  return (
    <ReportsPage
      search={useSearch({ from: "/app/reports" })}
      onSearch={(search) => void navigate({ to: "/reports", search, replace: true })}
    />
  );
}
