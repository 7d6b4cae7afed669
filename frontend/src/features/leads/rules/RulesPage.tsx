import { Lock } from "lucide-react";
import { can } from "@/api/session";
import { useSession } from "@/api/useSession";
import { PageHeader } from "@/components/PageHeader";
import { Callout } from "@/ui/Callout";
import { ScrollArea } from "@/ui/ScrollArea";
import { AssignmentRules } from "./AssignmentRules";
import { ScoringRules } from "./ScoringRules";

type RulesTab = "assignment" | "scoring";
type Props = { tab: RulesTab; onTab: (tab: RulesTab) => void };

const tabs: Record<RulesTab, string> = { assignment: "Assignment", scoring: "Scoring" };

export function RulesPage({ tab, onTab }: Props) {
  const session = useSession();
  const allowed = can(session, "settings_manage");
  return (
    <div className="flex h-full flex-col">
      <PageHeader title="Rules" />
      <div
        role="group"
        aria-label="Kind of rules"
        className="flex h-11 shrink-0 items-center gap-0.5 border-b border-line px-2 max-md:h-13 md:px-4"
      >
        {(Object.keys(tabs) as RulesTab[]).map((each) => (
          <button
            key={each}
            type="button"
            aria-pressed={tab === each}
            onClick={() => onTab(each)}
            className="flex h-8 items-center rounded-md px-2.5 text-sm font-medium text-soft hover:bg-hover hover:text-ink aria-pressed:bg-pressed aria-pressed:text-ink max-md:h-11"
          >
            {tabs[each]}
          </button>
        ))}
      </div>
      <ScrollArea className="flex-1">
        <div className="mx-auto grid max-w-3xl gap-6 px-4 py-6 md:px-8 md:py-8">
          {!allowed && (
            <Callout icon={<Lock aria-hidden="true" />}>
              Your role can look at this, not change it. Ask an owner or admin of {session.workspace.name}.
            </Callout>
          )}
          {tab === "assignment" ? <AssignmentRules allowed={allowed} /> : <ScoringRules allowed={allowed} />}
        </div>
      </ScrollArea>
    </div>
  );
}
