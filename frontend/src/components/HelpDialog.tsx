import { isMac } from "@/lib/platform";
import { Dialog } from "@/ui/Dialog";
import { Kbd } from "@/ui/Kbd";

const groups: { title: string; keys: [string[], string][] }[] = [
  {
    title: "Anywhere",
    keys: [
      [["/"], "Search leads"],
      [["Ctrl", "K"], "Open the commands"],
      [["c"], "New lead"],
      [["Ctrl", "Z"], "Undo the last change of leads"],
      [["g", "l"], "Go to leads"],
      [["g", "b"], "Go to the board"],
      [["g", "z"], "Go to Zoom"],
      [["g", "p"], "Go to what we store"],
      [["g", "s"], "Go to the settings"],
      [["?"], "Show this list"],
    ],
  },
  {
    title: "In the list of leads",
    keys: [
      [["j"], "Next lead"],
      [["k"], "Previous lead"],
      [["←", "→"], "Through the cells of a lead"],
      [["Enter"], "Open the lead"],
      [["Space"], "Peek at the lead"],
      [["x"], "Select the lead"],
      [["Shift", "x"], "Select up to the lead"],
      [["e"], "Rename"],
      [["a"], "Assign the lead, or the selected ones"],
      [["s"], "Change the stage"],
      [["l"], "Change the tags"],
      [["Esc"], "Close the preview, clear the selection"],
    ],
  },
  {
    title: "On the board",
    keys: [
      [["←", "↑", "→", "↓"], "From card to card"],
      [["Space"], "Pick up the card, and drop it"],
      [["←", "→"], "Choose the stage for the card"],
      [["Esc"], "Put the card back"],
      [["Enter"], "Open the lead"],
    ],
  },
  {
    title: "On a lead",
    keys: [
      [["e"], "Edit the name"],
      [["a"], "Assign"],
      [["s"], "Change the stage"],
      [["l"], "Change the tags"],
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
