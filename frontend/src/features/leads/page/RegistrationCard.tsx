import { Presentation, Video } from "lucide-react";
import { formatShort } from "@/lib/format";
import { Badge, type Tone } from "@/ui/Badge";
import { TimeAgo } from "@/ui/TimeAgo";
import type { Registration } from "@/features/leads/queries";

const states: Record<Registration["status"], { label: string; tone: Tone }> = {
  pending: { label: "Waiting for approval", tone: "warn" },
  approved: { label: "Approved", tone: "good" },
  denied: { label: "Denied", tone: "danger" },
  cancelled: { label: "Cancelled", tone: "neutral" },
};

export function RegistrationCard({ registration }: { registration: Registration }) {
  const { meeting, status, answers, tracking_source: tracking } = registration;
  const Icon = meeting.kind === "webinar" ? Presentation : Video;
  return (
    <article className="@container rounded-lg border border-line bg-raised shadow-card">
      <header className="flex flex-wrap items-start gap-x-3 gap-y-2 px-4.5 py-3.5">
        <Icon className="mt-0.75 size-4 shrink-0 text-faint" aria-hidden="true" />
        <div className="min-w-40 flex-1">
          <h3 className="text-base font-semibold" dir="auto">
            {meeting.topic ?? `Zoom ${meeting.kind}`}
          </h3>
          <p className="mt-0.5 text-sm text-faint">
            <span className="capitalize">{meeting.kind}</span>
            {meeting.starts_at && <> · starts {formatShort(new Date(meeting.starts_at))}</>}
          </p>
        </div>
        <Badge tone="outline" dot={states[status].tone}>
          {states[status].label}
        </Badge>
      </header>
      {answers.length > 0 && (
        <dl className="grid gap-3 border-t border-line px-4.5 py-4">
          {answers.map(({ question, answer }, index) => (
            <div
              key={`${index} ${question}`}
              className="@lg:grid @lg:grid-cols-[11rem_minmax(0,1fr)] @lg:gap-5"
            >
              <dt className="text-sm text-faint @lg:pt-px" dir="auto">
                {question}
              </dt>
              <dd className="mt-0.5 text-base whitespace-pre-line @lg:mt-0" dir="auto">
                {answer || <span className="text-faint">No answer</span>}
              </dd>
            </div>
          ))}
        </dl>
      )}
      <footer className="flex flex-wrap gap-x-4 gap-y-1 border-t border-line px-4.5 py-2.5 text-sm text-faint">
        <span>
          Registered <TimeAgo at={registration.registered_at} />
        </span>
        {tracking && (
          <span>
            Came by <bdi className="text-soft">{tracking}</bdi>
          </span>
        )}
        <span className="ml-auto tabular-nums">ID {meeting.zoom_id}</span>
      </footer>
    </article>
  );
}
