import { useState } from "react";
import { Button } from "@/ui/Button";
import { Dialog } from "@/ui/Dialog";
import { TextField } from "@/ui/Field";

const suggestions = ["Price", "Bad timing", "No answer", "Went with another product", "Not a fit"];

type Props = { who: string; stage: string; answer: (reason: string | undefined) => void };

export default function LostReasonDialog({ who, stage, answer }: Props) {
  const [reason, setReason] = useState("");
  const [asked, setAsked] = useState(false);
  const missing = asked && !reason.trim();

  function submit() {
    if (!reason.trim()) return setAsked(true);
    answer(reason.trim());
  }

  return (
    <Dialog
      title={`Why was this lost?`}
      onClose={() => answer(undefined)}
      footer={
        <>
          <Button onClick={() => answer(undefined)}>Cancel</Button>
          <Button look="primary" onClick={submit}>
            Move to {stage}
          </Button>
        </>
      }
    >
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          submit();
        }}
      >
        <p className="mb-4 text-base">
          The reason stays with <bdi className="font-medium text-ink">{who}</bdi> and shows what to do better.
        </p>
        <div className="mb-4 flex flex-wrap gap-1.5" role="group" aria-label="Frequent reasons">
          {suggestions.map((each) => (
            <button
              key={each}
              type="button"
              aria-pressed={reason === each}
              onClick={() => setReason(each)}
              className="h-8 rounded-full border border-line-strong bg-raised px-3 text-sm text-soft hover:bg-hover hover:text-ink aria-pressed:border-accent-line aria-pressed:bg-accent-wash aria-pressed:text-accent-text max-md:h-11"
            >
              {each}
            </button>
          ))}
        </div>
        <TextField
          label="Reason"
          data-autofocus
          value={reason}
          maxLength={500}
          onChange={(event) => setReason(event.target.value)}
          error={missing ? "Say why, in a word or two." : undefined}
        />
      </form>
    </Dialog>
  );
}
