import { useNavigate, useSearch } from "@tanstack/react-router";
import { DataMapPage } from "@/features/privacy/DataMapPage";

export function DataMapRoute() {
  const navigate = useNavigate();
  const { q = "" } = useSearch({ from: "/app/privacy/data" });
  return (
    <DataMapPage
      filter={q}
      onFilter={(text) =>
        void navigate({ to: "/privacy/data", search: text ? { q: text } : {}, replace: true })
      }
    />
  );
}
