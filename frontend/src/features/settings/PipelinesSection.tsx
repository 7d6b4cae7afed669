import { useQuery } from "@tanstack/react-query";
import { Waiting } from "@/components/Waiting";
import { Trash2 } from "lucide-react";
import { useState } from "react";
import { IconButton } from "@/ui/Button";
import { Card } from "@/ui/Card";
import { AddForm, Confirm, NameInput } from "./parts";
import { api, pipelinesQuery, useChange, type Pipeline } from "./queries";
import { StageList } from "./StageList";

const usualStages = [
  { name: "New", kind: "open" },
  { name: "In talks", kind: "open" },
  { name: "Won", kind: "won" },
  { name: "Lost", kind: "lost" },
] as const;

export function PipelinesSection({ allowed }: { allowed: boolean }) {
  const { data, error, refetch } = useQuery(pipelinesQuery);
  const change = useChange();
  if (!data) return <Waiting error={error} onRetry={() => void refetch()} />;
  const pipelines = [...data.items].sort((a, b) => a.position - b.position);
  return (
    <>
      <p className="text-base text-soft">
        A pipeline is the way a lead takes. Its stages are the columns of the board; a lead that stays longer
        in a stage than it should is marked.
      </p>
      {pipelines.map((pipeline) => (
        <PipelineCard
          key={pipeline.id}
          pipeline={pipeline}
          others={pipelines.flatMap((each) => each.stages)}
          isOnly={pipelines.length === 1}
          allowed={allowed}
        />
      ))}
      <AddForm
        label="Name of the new pipeline"
        placeholder="New pipeline"
        disabled={!allowed}
        onAdd={(name) => change.mutate(() => api.createPipeline({ name, stages: [...usualStages] }))}
      />
    </>
  );
}

type CardProps = { pipeline: Pipeline; others: Pipeline["stages"]; isOnly: boolean; allowed: boolean };

function PipelineCard({ pipeline, others, isOnly, allowed }: CardProps) {
  const change = useChange();
  const [asking, setAsking] = useState(false);
  return (
    <Card aria-label={`Pipeline ${pipeline.name}`}>
      <header className="flex items-center gap-2 px-3 pt-3 pb-1">
        <h2 className="sr-only">{pipeline.name}</h2>
        <NameInput
          label="Name of the pipeline"
          name={pipeline.name}
          disabled={!allowed}
          onSave={(name) => change.mutate(() => api.updatePipeline(pipeline.id, { name }))}
        />
        <IconButton
          label={isOnly ? "The only pipeline can’t be deleted" : `Delete ${pipeline.name}`}
          disabled={!allowed || isOnly}
          onClick={() => setAsking(true)}
        >
          <Trash2 className="size-4" aria-hidden="true" />
        </IconButton>
      </header>
      <StageList pipeline={pipeline} others={others} allowed={allowed} />
      {asking && (
        <Confirm
          title={`Delete ${pipeline.name}?`}
          action="Delete the pipeline"
          onClose={() => setAsking(false)}
          onConfirm={() => change.mutate(() => api.deletePipeline(pipeline.id))}
        >
          <p>
            Its stages go with it. A pipeline that still has leads in it can’t be deleted: move them first.
          </p>
        </Confirm>
      )}
    </Card>
  );
}
