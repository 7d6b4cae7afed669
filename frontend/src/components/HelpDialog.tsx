import { isMac } from "@/lib/platform";
import { Dialog } from "@/ui/Dialog";
import { Kbd } from "@/ui/Kbd";
import { bell, places } from "./navigation";

const groups: { title: string; keys: [string[], string][] }[] = [
  {
    title: "Anywhere",
    keys: [
      [["/"], "Search leads"],
      [["Ctrl", "K"], "Open the commands"],
      [["c"], "New lead"],
      [["Ctrl", "Z"], "Undo the last change of leads"],
      [["?"], "Show this list"],
    ],
  },
  {
    title: "Go to",
    keys: [...places, bell].map(({ keys, label }): [string[], string] => [keys.split(" "), label]),
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
    title: "In tasks",
    keys: [
      [["j"], "Next task"],
      [["k"], "Previous task"],
      [["x"], "Done, or open again"],
      [["e"], "Edit the task"],
      [["Enter"], "Open its lead"],
    ],
  },
  {
    title: "In duplicates",
    keys: [
      [["j"], "Next pair"],
      [["k"], "Previous pair"],
      [["m"], "Compare and merge"],
      [["x"], "They are not the same"],
      [["←", "→"], "Choose a fact while merging"],
      [["Ctrl", "Enter"], "Merge"],
    ],
  },
  {
    title: "On a lead",
    keys: [
      [["e"], "Edit the name"],
      [["a"], "Assign"],
      [["s"], "Change the stage"],
      [["l"], "Change the tags"],
      [["n"], "Write a note"],
      [["t"], "Add a task"],
      [["m"], "Merge with another lead"],
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
