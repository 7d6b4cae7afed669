import { Info } from "lucide-react";
import type { ReactNode } from "react";
import { countryName, formatShort } from "@/lib/format";
import { Popover } from "@/ui/Popover";
import { TimeAgo } from "@/ui/TimeAgo";
import type { Lead } from "./queries";
import { sources } from "./statuses";

const origins: Record<Lead["field_origins"][number]["origin"], string> = {
  zoom: "From a Zoom registration",
};

type FactRow = { label: string; fields: string[]; value: ReactNode };

function rowsOf(lead: Lead): FactRow[] {
  const emails = lead.emails.map((email) => (
    <a key={email.raw} href={`mailto:${email.raw}`} className="block text-accent-text hover:underline">
      <BreakableEmail text={email.raw} />
    </a>
  ));
  const phones = lead.phones.map((phone) => (
    <a key={phone.raw} href={`tel:${phone.raw}`} className="block text-accent-text hover:underline">
      <bdi>{phone.raw}</bdi>
    </a>
  ));
  return [
    { label: "Email", fields: ["email", "emails", "primary_email"], value: emails.length > 0 && emails },
    { label: "Phone", fields: ["phone", "phones"], value: phones.length > 0 && phones },
    { label: "Company", fields: ["company"], value: lead.company && <bdi>{lead.company}</bdi> },
    { label: "Title", fields: ["title"], value: lead.title && <bdi>{lead.title}</bdi> },
    { label: "Country", fields: ["country"], value: lead.country && countryName(lead.country) },
    {
      label: "Owner",
      fields: [],
      value: lead.owner ? <bdi>{lead.owner.name}</bdi> : <span className="text-faint">Nobody yet</span>,
    },
    { label: "Created", fields: [], value: <TimeAgo at={lead.created_at} /> },
  ];
}

export function Facts({ lead }: { lead: Lead }) {
  return (
    <dl className="grid gap-0.5">
      {rowsOf(lead).map(({ label, fields, value }) => (
        <div key={label} className="grid min-h-9 grid-cols-[4.75rem_minmax(0,1fr)] items-start gap-3">
          <dt className="py-1.75 text-sm text-faint">{label}</dt>
          <dd className="flex items-start gap-1 text-base">
            <div className="min-w-0 flex-1 py-1.5">
              {value || <span className="text-faint">Not given</span>}
            </div>
            {value && <Origin lead={lead} label={label} fields={fields} />}
          </dd>
        </div>
      ))}
    </dl>
  );
}

/** Breaks before the @, if it has to break at all. */
function BreakableEmail({ text }: { text: string }) {
  const at = Math.max(text.lastIndexOf("@"), 0);
  return (
    <bdi>
      {text.slice(0, at)}
      <wbr />
      {text.slice(at)}
    </bdi>
  );
}

function Origin({ lead, label, fields }: { lead: Lead; label: string; fields: string[] }) {
  const origin = lead.field_origins.find((each) => fields.includes(each.field));
  if (!origin) return null;
  return (
    <Popover
      label={`Where ${label.toLowerCase()} came from`}
      placement="bottom-end"
      triggerClass="grid size-8 shrink-0 place-items-center rounded-sm text-faint hover:bg-hover hover:text-ink aria-expanded:bg-hover max-md:-my-1 max-md:size-11"
      trigger={<Info className="size-3.5" aria-hidden="true" />}
    >
      <p className="text-xs font-medium text-faint">Where did you get this?</p>
      <p className="mt-1.5 font-medium">{origins[origin.origin]}</p>
      <p className="mt-0.5 text-soft" dir="auto">
        {origin.detail ?? lead.source_detail ?? sources[lead.source]}
      </p>
      <p className="mt-2 text-sm text-faint tabular-nums">{formatShort(new Date(origin.at))}</p>
    </Popover>
  );
}
