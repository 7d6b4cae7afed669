import { lazy, Suspense } from "react";
import { closeDialog, useLeadDialog } from "./dialogs";

const NewLeadDialog = lazy(() => import("./NewLeadDialog"));
const ConflictDialog = lazy(() => import("./ConflictDialog"));
const MergeWithDialog = lazy(() => import("@/features/leads/duplicates/MergeWithDialog"));
const TaskDialog = lazy(() => import("@/features/leads/tasks/TaskDialog"));
const LostReasonDialog = lazy(() => import("./LostReasonDialog"));

type Props = { onOpen: (leadId: string) => void; onMerge: (leadId: string, otherId: string) => void };

export function LeadDialogs({ onOpen, onMerge }: Props) {
  const open = useLeadDialog();
  return (
    <Suspense>
      {open?.kind === "new" && <NewLeadDialog onClose={closeDialog} onOpen={onOpen} />}
      {open?.kind === "task" && <TaskDialog lead={open.lead} task={open.task} onClose={closeDialog} />}
      {open?.kind === "merge" && (
        <MergeWithDialog
          lead={open.lead}
          onClose={closeDialog}
          onPick={(otherId) => {
            closeDialog();
            onMerge(open.lead.id, otherId);
          }}
        />
      )}
      {open?.kind === "conflict" && <ConflictDialog conflict={open.conflict} onClose={closeDialog} />}
      {open?.kind === "lost" && <LostReasonDialog who={open.who} stage={open.stage} answer={open.answer} />}
    </Suspense>
  );
}
