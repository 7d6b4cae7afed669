import { Video } from "lucide-react";
import { Avatar } from "@/ui/Avatar";
import { Badge } from "@/ui/Badge";

const path =
  "M-40 236 C 150 236, 318 208, 318 104 C 318 48, 276 20, 236 20 C 188 20, 152 58, 152 108 C 152 208, 300 236, 520 236";

const travellers = [
  { name: "Maya Okonkwo", rest: "22%", delay: "0s" },
  { name: "Jonas Lindqvist", rest: "47%", delay: "-1.9s" },
  { name: "Ana Souza", rest: "70%", delay: "-3.7s" },
];

/** Decoration that says what the product does: registrations come in, go round once and leave as leads. */
export default function LoopScene() {
  return (
    <aside
      aria-hidden="true"
      className="relative animate-fade overflow-hidden border-l border-line bg-canvas"
    >
      <div className="absolute inset-0 grid-dots fade-edges" />
      <div className="relative flex h-full flex-col items-center justify-center gap-14 p-12">
        <div className="relative h-70 w-120">
          <svg viewBox="0 0 480 280" className="absolute inset-0 size-full overflow-visible" fill="none">
            <path
              d={path}
              className="stroke-accent-line"
              strokeWidth="26"
              strokeLinecap="round"
              opacity="0.35"
            />
            <path d={path} className="stroke-accent" strokeWidth="2.5" strokeLinecap="round" />
          </svg>
          {travellers.map(({ name, rest, delay }) => (
            <span
              key={name}
              className="absolute top-0 left-0 loop-path animate-travel rounded-full bg-raised p-1 shadow-float"
              style={{ offsetDistance: rest, animationDelay: delay }}
            >
              <Avatar name={name} size="md" />
            </span>
          ))}
        </div>
        <div className="grid w-120 max-w-full gap-5">
          <p className="text-2xl font-semibold text-balance">
            Someone registers on Zoom. A second later, they’re a lead.
          </p>
          <div className="flex items-center gap-3 rounded-lg bg-raised px-4 py-3 shadow-float">
            <Avatar name="Maya Okonkwo" size="md" />
            <div className="min-w-0 flex-1">
              <div className="font-medium">Maya Okonkwo</div>
              <div className="flex items-center gap-1.5 text-sm text-faint">
                <Video className="size-3.5" /> Autumn product tour · just now
              </div>
            </div>
            <Badge tone="accent" dot="accent">
              New
            </Badge>
          </div>
        </div>
      </div>
    </aside>
  );
}
