import { Pulse } from "@/ui/Pulse";
import { TimeAgo } from "@/ui/TimeAgo";
import { plural } from "@/lib/format";
import type { Zoom } from "./queries";

/** Green needs a proof: a delivery that really came, and none that failed. */
export function Health({ zoom }: { zoom: Zoom }) {
  const { last_received_at: last, failed } = zoom.deliveries;
  const tone = failed > 0 ? "danger" : last ? "good" : "warn";
  return (
    <div role="status" className="flex flex-wrap items-center gap-x-3 gap-y-1 text-base">
      <Pulse tone={tone} beating={!last} />
      <span className="font-medium">
        {failed > 0
          ? `${plural(failed, "delivery", "deliveries")} failed`
          : last
            ? "Receiving from Zoom"
            : "Waiting for the first delivery"}
      </span>
      <span className="text-soft">
        {last ? (
          <>
            Last delivery <TimeAgo at={last} />
          </>
        ) : (
          "Nothing has come from Zoom yet, so there is no proof that it works."
        )}
      </span>
    </div>
  );
}
