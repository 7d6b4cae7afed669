import { lazy, Suspense } from "react";
import { closeDialog, useLeadDialog } from "./dialogs";

const NewLeadDialog = lazy(() => import("./NewLeadDialog"));
const ConflictDialog = lazy(() => import("./ConflictDialog"));
const TaskDialog = lazy(() => import("@/features/leads/tasks/TaskDialog"));
const LostReasonDialog = lazy(() => import("./LostReasonDialog"));

export function LeadDialogs({ onOpen }: { onOpen: (leadId: string) => void }) {
  const open = useLeadDialog();
  return (
    <Suspense>
      {open?.kind === "new" && <NewLeadDialog onClose={closeDialog} onOpen={onOpen} />}
      {open?.kind === "task" && <TaskDialog lead={open.lead} task={open.task} onClose={closeDialog} />}
      {open?.kind === "conflict" && <ConflictDialog conflict={open.conflict} onClose={closeDialog} />}
      {open?.kind === "lost" && <LostReasonDialog who={open.who} stage={open.stage} answer={open.answer} />}
    </Suspense>
  );
}
