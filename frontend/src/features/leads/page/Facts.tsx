import { Info } from "lucide-react";
import type { ReactNode } from "react";
import { useSession } from "@/api/useSession";
import { Person, Tags } from "@/features/leads/list/cells";
import { StageBadge, StatusBadge } from "@/features/leads/LeadBits";
import { setOwner, setStatus, setTeam, setText, setValue } from "@/features/leads/edit/edits";
import * as choices from "@/features/leads/edit/options";
import { useLeadEdits } from "@/features/leads/edit/save";
import { useTagCreation } from "@/features/leads/edit/useTagCreation";
import type { Lead } from "@/features/leads/queries";
import { origins, sources } from "@/features/leads/statuses";
import { useCanWrite } from "@/features/leads/useCanWrite";
import { useWorkspace } from "@/features/leads/useWorkspaceNames";
import { cn } from "@/lib/cn";
import { countryName, formatShort } from "@/lib/format";
import { PickerButton } from "@/ui/Picker";
import { Popover } from "@/ui/Popover";
import { TimeAgo } from "@/ui/TimeAgo";
import { countryOptions } from "@/features/leads/countries";
import { CustomFacts } from "@/features/leads/fields/CustomFacts";
import { ScoreWhy } from "@/features/leads/rules/ScoreWhy";
import { Contacts } from "./Contacts";
import { factLook, MoneyFact, TextFact } from "./factFields";

/** A picker beside its label; without the right to write, only what it says. */
type ChoiceProps = Omit<Parameters<typeof PickerButton>[0], "children" | "label" | "name"> & {
  fact: string;
  label: string;
  shown: ReactNode;
};

function Choice({ fact, label, shown, ...list }: ChoiceProps) {
  const canWrite = useCanWrite();
  const content = shown || (
    <span className="text-faint">{canWrite ? `Set ${label.toLowerCase()}` : "Not set"}</span>
  );
  if (!canWrite) return <div className="px-2 py-1.5">{content}</div>;
  return (
    <span data-fact={fact} className="contents">
      <PickerButton {...list} label={label} className={factLook} placement="bottom-end">
        <span className="sr-only">{label}: </span>
        {content}
      </PickerButton>
    </span>
  );
}

export function Facts({ lead }: { lead: Lead }) {
  const edits = useLeadEdits();
  const workspace = useWorkspace();
  const me = useSession().member.id;
  const onCreate = useTagCreation((tag) => void edits.tag(lead.id, tag, true));
  const text = (field: "company" | "title") => (
    <TextFact
      label={field === "company" ? "Company" : "Title"}
      value={lead[field]}
      onSave={(value) => void edits.save(lead.id, setText(field, value))}
    />
  );
  return (
    <dl className="grid gap-0.5">
      <Row label="Status">
        <Choice
          fact="status"
          label="Status"
          shown={<StatusBadge status={lead.status} />}
          options={choices.statusOptions}
          selected={[lead.status]}
          onPick={(value) => choices.isStatus(value) && void edits.save(lead.id, setStatus(value))}
        />
      </Row>
      <Row label="Stage">
        <Choice
          fact="stage"
          label="Stage"
          shown={lead.stage && <StageBadge stage={lead.stage} />}
          options={choices.stageOptions(workspace)}
          selected={[lead.stage?.id ?? choices.nothing]}
          onPick={(value) =>
            void edits.move(lead.id, choices.findStage(workspace, value), workspace.pipelines)
          }
        />
        {lead.lost_reason && lead.stage?.kind === "lost" && (
          <p className="px-2 pb-1 text-sm text-faint">
            Lost: <bdi>{lead.lost_reason}</bdi>
          </p>
        )}
      </Row>
      <Row label="Value">
        <MoneyFact value={lead.value} onSave={(value) => void edits.save(lead.id, setValue(value))} />
      </Row>
      <Row label="Owner">
        <Choice
          fact="owner"
          label="Owner"
          shown={
            lead.owner ? <Person name={lead.owner.name} /> : <span className="text-faint">Nobody yet</span>
          }
          options={choices.memberOptions(workspace, me)}
          selected={[lead.owner?.id ?? choices.nothing]}
          onPick={(value) => {
            const owner = workspace.members.find((each) => each.id === value) ?? null;
            void edits.save(lead.id, setOwner(owner));
          }}
        />
      </Row>
      <Row label="Team">
        <Choice
          fact="team"
          label="Team"
          shown={lead.team && <bdi>{lead.team.name}</bdi>}
          options={choices.teamOptions(workspace)}
          selected={[lead.team?.id ?? choices.nothing]}
          onPick={(value) => {
            const team = workspace.teams.find((each) => each.id === value) ?? null;
            void edits.save(lead.id, setTeam(team));
          }}
        />
      </Row>
      <Row label="Tags">
        <Choice
          fact="tags"
          label="Tags"
          multiple
          shown={
            lead.tags.length > 0 && (
              <span className="flex flex-wrap gap-1">
                <Tags tags={lead.tags} most={12} />
              </span>
            )
          }
          options={choices.tagOptions(workspace)}
          selected={lead.tags.map((tag) => tag.id)}
          onCreate={onCreate}
          onPick={(value) => {
            const tag = workspace.tags.find((each) => each.id === value);
            if (tag) void edits.tag(lead.id, tag, !lead.tags.some((each) => each.id === tag.id));
          }}
        />
      </Row>
      <Row divided label="Email" origin={<Origin lead={lead} label="Email" fields={["email", "emails"]} />}>
        <Contacts lead={lead} kind="emails" />
      </Row>
      <Row label="Phone" origin={<Origin lead={lead} label="Phone" fields={["phone", "phones"]} />}>
        <Contacts lead={lead} kind="phones" />
      </Row>
      <Row label="Company" origin={<Origin lead={lead} label="Company" fields={["company"]} />}>
        {text("company")}
      </Row>
      <Row label="Title" origin={<Origin lead={lead} label="Title" fields={["title"]} />}>
        {text("title")}
      </Row>
      <Row label="Country" origin={<Origin lead={lead} label="Country" fields={["country"]} />}>
        <Choice
          fact="country"
          label="Country"
          shown={lead.country && countryName(lead.country)}
          options={countryOptions()}
          selected={lead.country ? [lead.country] : []}
          onPick={(value) =>
            void edits.save(lead.id, setText("country", value === lead.country ? "" : value))
          }
        />
      </Row>
      <CustomFacts
        lead={lead}
        row={({ name, label, first }, content) => (
          <Row
            key={name}
            label={label}
            divided={first}
            origin={<Origin lead={lead} label={label} fields={[name]} />}
          >
            {content}
          </Row>
        )}
      />
      <Row divided label="Score" origin={<ScoreWhy leadId={lead.id} />}>
        <span className="block px-2 py-1.5 tabular-nums">{lead.score}</span>
      </Row>
      <Row label="Created">
        <span className="block px-2 py-1.5">
          <TimeAgo at={lead.created_at} />
        </span>
      </Row>
    </dl>
  );
}

type RowProps = { label: string; divided?: boolean; origin?: ReactNode; children: ReactNode };

function Row({ label, divided, origin, children }: RowProps) {
  return (
    <div
      className={cn(
        "grid min-h-9 grid-cols-[4.75rem_minmax(0,1fr)] items-start gap-1",
        divided && "mt-2 border-t border-line pt-2",
      )}
    >
      <dt className="py-1.75 text-sm text-faint max-md:py-3" dir="auto">
        {label}
      </dt>
      <dd className="flex items-start gap-1 text-base">
        <div className="min-w-0 flex-1">{children}</div>
        {origin}
      </dd>
    </div>
  );
}

function Origin({ lead, label, fields }: { lead: Lead; label: string; fields: string[] }) {
  const origin = lead.field_origins.find((each) => fields.includes(each.field));
  if (!origin) return null;
  const detail =
    origin.detail ?? (origin.origin === "zoom" ? (lead.source_detail ?? sources[lead.source]) : null);
  return (
    <Popover
      label={`Where ${label.toLowerCase()} came from`}
      placement="bottom-end"
      triggerClass="grid size-8 shrink-0 place-items-center rounded-sm text-faint hover:bg-hover hover:text-ink aria-expanded:bg-hover max-md:-my-1 max-md:size-11"
      trigger={<Info className="size-3.5" aria-hidden="true" />}
    >
      <p className="text-xs font-medium text-faint">Where did you get this?</p>
      <p className="mt-1.5 font-medium">{origins[origin.origin] ?? origin.origin}</p>
      {detail && (
        <p className="mt-0.5 text-soft" dir="auto">
          {detail}
        </p>
      )}
      <p className="mt-2 text-sm text-faint tabular-nums">{formatShort(new Date(origin.at))}</p>
    </Popover>
  );
}
