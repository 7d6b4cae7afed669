import { isMac } from "@/lib/platform";
import { Dialog } from "@/ui/Dialog";
import { Kbd } from "@/ui/Kbd";

const groups: { title: string; keys: [string[], string][] }[] = [
  {
    title: "Anywhere",
    keys: [
      [["Ctrl", "K"], "Open the commands"],
      [["g", "l"], "Go to leads"],
      [["g", "z"], "Go to Zoom"],
      [["g", "p"], "Go to what we store"],
      [["?"], "Show this list"],
    ],
  },
  {
    title: "In the list of leads",
    keys: [
      [["j"], "Next lead"],
      [["k"], "Previous lead"],
      [["Enter"], "Open the lead"],
      [["Space"], "Peek at the lead"],
      [["Esc"], "Close the preview"],
    ],
  },
  {
    title: "On a lead",
    keys: [
      [["["], "Previous lead"],
      [["]"], "Next lead"],
      [["Esc"], "Back to the list"],
    ],
  },
];

export default function HelpDialog({ onClose }: { onClose: () => void }) {
  return (
    <Dialog title="Keyboard shortcuts" onClose={onClose}>
      <div className="grid gap-6 pt-2">
        {groups.map(({ title, keys }) => (
          <section key={title} aria-label={title}>
            <h3 className="mb-1 text-xs font-medium text-faint">{title}</h3>
            <dl className="divide-y divide-line">
              {keys.map(([combination, meaning]) => (
                <div key={meaning} className="flex items-center justify-between gap-4 py-1.75">
                  <dt className="text-ink">{meaning}</dt>
                  <dd className="flex gap-1">
                    {combination.map((each) => (
                      <Kbd key={each}>{each === "Ctrl" && isMac ? "⌘" : each}</Kbd>
                    ))}
                  </dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
    </Dialog>
  );
}
