import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useCallback, useRef, useState, type KeyboardEvent } from "react";
import { messageFor } from "@/api/problem";
import { askLostReason } from "@/features/leads/edit/dialogs";
import { stagesOf } from "@/features/leads/edit/options";
import { toParam, type Group } from "@/features/leads/filter/tree";
import { totalsQuery, type LeadSummary, type Pipeline } from "@/features/leads/queries";
import { readOnly, useCanWrite } from "@/features/leads/useCanWrite";
import { toast } from "@/ui/toast";
import { Card } from "./Card";
import { Column } from "./Column";
import { sayLifted, stepLift, type Lift } from "./lift";
import { moveCard } from "./moves";
import { useBoardLive } from "./useBoardLive";
import { usePointerDrag } from "./usePointerDrag";

const patience = 30;

export function Board({ pipeline, filter }: { pipeline: Pipeline; filter: Group }) {
  const queryClient = useQueryClient();
  const canWrite = useCanWrite();
  const filterParam = toParam(filter);
  const totals = useQuery(totalsQuery(pipeline.id, filterParam)).data?.items;
  const stages = stagesOf(pipeline);
  const board = useRef<HTMLDivElement>(null);
  const ghost = useRef<HTMLDivElement>(null);
  const shown = useRef(new Map<string, LeadSummary[]>());
  const [lift, setLift] = useState<Lift | null>(null);
  const [carried, setCarried] = useState<LeadSummary | null>(null);
  const [announcement, setAnnouncement] = useState("");
  useBoardLive(pipeline.id);

  const onLeads = useCallback(
    (stageId: string, leads: LeadSummary[]) => void shown.current.set(stageId, leads),
    [],
  );
  const find = (leadId: string) =>
    [...shown.current.values()].flat().find((lead) => lead.id === leadId) ?? null;

  function begin(leadId: string, stageId: string, by: Lift["by"]) {
    const lead = find(leadId);
    if (!lead) return;
    const next: Lift = { leadId, name: lead.display_name, from: stageId, over: stageId, by };
    setCarried(lead);
    setLift(next);
    if (by === "keys") setAnnouncement(sayLifted(next, stages));
  }

  /** The card may still be on its way into that column. */
  function focus(leadId: string, stageId: string, frames = patience) {
    const card = `[data-card="${CSS.escape(leadId)}"][data-in="${CSS.escape(stageId)}"]`;
    const link = board.current?.querySelector<HTMLElement>(`${card} [data-lead]`);
    if (link) link.focus();
    else if (frames > 0) requestAnimationFrame(() => focus(leadId, stageId, frames - 1));
  }

  async function drop(dropped: Lift) {
    setLift(null);
    const lead = find(dropped.leadId);
    const from = stages.find((stage) => stage.id === dropped.from);
    const to = stages.find((stage) => stage.id === dropped.over);
    if (!lead || !from || !to || from === to) return;
    const reason = to.kind === "lost" ? await askLostReason(lead.display_name, to.name) : null;
    if (reason === undefined) {
      setAnnouncement(`Cancelled. ${dropped.name} is back in ${from.name}.`);
      return focus(lead.id, from.id);
    }
    try {
      const moved = moveCard(queryClient, { lead, from, to, pipeline, filter, filterParam, reason });
      if (dropped.by === "keys") focus(lead.id, to.id);
      await moved;
    } catch (error) {
      setAnnouncement(`${dropped.name} could not be moved and is back in ${from.name}.`);
      toast(`Not moved. ${messageFor(error)}`, "danger");
    }
  }

  usePointerDrag({
    board,
    ghost,
    enabled: canWrite && lift === null,
    lift,
    onLift: (leadId, stageId) => begin(leadId, stageId, "pointer"),
    onOver: (stageId) => setLift((now) => (now && now.over !== stageId ? { ...now, over: stageId } : now)),
    onDrop: () => lift && void drop(lift),
    onCancel: () => setLift(null),
  });

  function walk(event: KeyboardEvent, card: HTMLElement) {
    const columns = stages.map((stage) => shown.current.get(stage.id) ?? []);
    const column = stages.findIndex((stage) => stage.id === card.dataset.in);
    const row = columns[column]?.findIndex((lead) => lead.id === card.dataset.card) ?? -1;
    const vertical = { ArrowDown: 1, ArrowUp: -1, j: 1, k: -1 }[event.key];
    const sideways = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    let to: LeadSummary | undefined;
    let within = column;
    if (vertical) to = columns[column]?.[row + vertical];
    for (
      let at = column + (sideways ?? 0);
      sideways && at >= 0 && at < columns.length && !to;
      at += sideways
    ) {
      to = columns[at]?.[Math.min(row, (columns[at]?.length ?? 1) - 1)];
      within = at;
    }
    if (!to) return;
    event.preventDefault();
    focus(to.id, stages[within]?.id ?? "");
  }

  function onKeyDown(event: KeyboardEvent<HTMLElement>) {
    const card = (event.target as HTMLElement).closest<HTMLElement>("[data-card]");
    if (lift?.by === "keys") {
      const step = stepLift(lift, event.key, stages);
      if (step.kind === "ignored") return;
      event.preventDefault();
      event.stopPropagation();
      setAnnouncement(step.say);
      if (step.kind === "moved") {
        setLift(step.lift);
        board.current
          ?.querySelector(`[data-stage="${step.lift.over}"]`)
          ?.scrollIntoView({ inline: "nearest", block: "nearest" });
      } else if (step.kind === "dropped") void drop(step.lift);
      else setLift(null);
      return;
    }
    if (!card) return;
    if (event.key !== " ") return walk(event, card);
    event.preventDefault();
    if (!canWrite) return setAnnouncement(readOnly);
    begin(card.dataset.card ?? "", card.dataset.in ?? "", "keys");
  }

  const carriedFrom = stages.find((stage) => stage.id === lift?.from);
  return (
    <>
      <p id="board-help" className="sr-only">
        {canWrite ? "Press Space to pick up, Enter to open." : "Press Enter to open."}
      </p>
      <div
        ref={board}
        role="group"
        aria-label={`Board of ${pipeline.name}`}
        onKeyDown={onKeyDown}
        className="flex min-h-0 flex-1 snap-x snap-proximity gap-2.5 overflow-x-auto px-4 pt-3 pb-3 scroll-thin scroll-px-4 md:scroll-px-6 md:px-6"
      >
        {stages.map((stage) => (
          <Column
            key={stage.id}
            stage={stage}
            filter={filter}
            totals={totals?.find((each) => each.stage_id === stage.id)}
            lift={lift}
            onLeads={onLeads}
          />
        ))}
      </div>
      {lift?.by === "pointer" && carried && carriedFrom && (
        <div ref={ghost} aria-hidden="true" className="pointer-events-none fixed top-0 left-0 z-50 w-70">
          <Card lead={carried} stage={carriedFrom} ghost />
        </div>
      )}
      <div className="sr-only" aria-live="assertive">
        {announcement}
      </div>
    </>
  );
}
