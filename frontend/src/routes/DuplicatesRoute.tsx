import { useNavigate, useSearch } from "@tanstack/react-router";
import { DuplicatesPage } from "@/features/leads/duplicates/DuplicatesPage";

export function DuplicatesRoute() {
  const navigate = useNavigate();
  const { dismissed } = useSearch({ from: "/app/duplicates" });
  return (
    <DuplicatesPage
      dismissed={dismissed === "1"}
      onDismissed={(all) =>
        void navigate({ to: "/duplicates", search: all ? { dismissed: "1" } : {}, replace: true })
      }
      onMerge={(lead, other) => void navigate({ to: "/merge", search: { lead, other } })}
    />
  );
}
