import { useNavigate, useRouter, useSearch } from "@tanstack/react-router";
import { NotFoundPage } from "@/components/ErrorPage";
import { MergePage } from "@/features/leads/duplicates/MergePage";

export function MergeRoute() {
  const navigate = useNavigate();
  const router = useRouter();
  const { lead, other } = useSearch({ from: "/app/merge" });
  if (!lead || !other) return <NotFoundPage />;
  return (
    <MergePage
      key={lead}
      leadId={lead}
      otherId={other}
      onSwap={() => void navigate({ to: "/merge", search: { lead: other, other: lead }, replace: true })}
      onBack={() =>
        router.history.canGoBack() ? router.history.back() : void navigate({ to: "/duplicates" })
      }
      onMerged={(leadId) => navigate({ to: "/leads/$leadId", params: { leadId }, replace: true })}
    />
  );
}
