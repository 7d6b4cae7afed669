import { Plus } from "lucide-react";
import { Button } from "@/ui/Button";
import { Tooltip } from "@/ui/Tooltip";
import { openNewLead } from "./edit/dialogs";
import { readOnly, useCanWrite } from "./useCanWrite";

export function NewLeadButton() {
  const canWrite = useCanWrite();
  const button = (
    <Button look="primary" size="sm" disabled={!canWrite} onClick={openNewLead}>
      <Plus className="size-4" aria-hidden="true" /> <span className="max-sm:sr-only">New lead</span>
    </Button>
  );
  if (canWrite) return button;
  return (
    <Tooltip text={readOnly} placement="bottom">
      {button}
      <span className="sr-only">{readOnly}</span>
    </Tooltip>
  );
}
