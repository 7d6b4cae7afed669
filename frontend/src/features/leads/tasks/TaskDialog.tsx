import { useMutation } from "@tanstack/react-query";
import { ChevronDown } from "lucide-react";
import { useEffect, useRef, useState, type KeyboardEvent, type SyntheticEvent } from "react";
import { ApiError, messageFor } from "@/api/problem";
import { useSession } from "@/api/useSession";
import { memberOptions, nothing } from "@/features/leads/edit/options";
import { useWorkspace } from "@/features/leads/useWorkspaceNames";
import { useNow } from "@/lib/useNow";
import { Button } from "@/ui/Button";
import { Callout } from "@/ui/Callout";
import { Dialog } from "@/ui/Dialog";
import { ErrorText } from "@/ui/ErrorText";
import { inputLook, TextField } from "@/ui/Field";
import { PickerButton } from "@/ui/Picker";
import { toast } from "@/ui/toast";
import { fromLocal, suggestions, toLocal } from "./due";
import type { NewTask, Task } from "./queries";
import { useTaskEdits } from "./useTaskEdits";

type Props = {
  lead: { id: string; display_name: string };
  task: Task | undefined;
  onClose: () => void;
};

const priorities = [
  { value: "low", label: "Low" },
  { value: "normal", label: "Normal" },
  { value: "high", label: "High" },
] as const;

const chip =
  "h-7 rounded-full border border-line-strong bg-raised px-2.5 text-sm text-soft hover:bg-hover hover:text-ink aria-pressed:border-accent-line aria-pressed:bg-accent-wash aria-pressed:text-accent-text max-md:h-11 max-md:px-3.5";

export default function TaskDialog({ lead, task, onClose }: Props) {
  const workspace = useWorkspace();
  const me = useSession().member.id;
  const now = useNow();
  const edits = useTaskEdits();
  const form = useRef<HTMLFormElement>(null);
  const [title, setTitle] = useState(task?.title ?? "");
  const [detail, setDetail] = useState(task?.detail ?? "");
  const [due, setDue] = useState(toLocal(task?.due_at ?? null));
  const [remind, setRemind] = useState(toLocal(task?.remind_at ?? null));
  const [assignee, setAssignee] = useState(task ? (task.assignee?.id ?? nothing) : me);
  const [priority, setPriority] = useState<NonNullable<NewTask["priority"]>>(task?.priority ?? "normal");
  const [missing, setMissing] = useState(false);
  // Sent again with the same key, the same task is not made twice.
  const [idempotencyKey] = useState(() => crypto.randomUUID());

  const save = useMutation({
    mutationFn: async () => {
      const body: NewTask = {
        title: title.trim(),
        detail: detail.trim() || null,
        due_at: fromLocal(due),
        remind_at: fromLocal(remind),
        assignee_id: assignee === nothing ? null : assignee,
        priority,
      };
      return task ? edits.update(task, body) : edits.create(lead.id, body, idempotencyKey);
    },
    onSuccess: (saved) => {
      onClose();
      if (!task) toast(`Task added: ${saved.title}`, "good");
    },
  });
  const wrong = (pointer: string) =>
    save.error instanceof ApiError ? save.error.fieldErrors[pointer]?.message : undefined;
  const isPlaced = ["/title", "/detail", "/due_at", "/remind_at", "/assignee_id"].some((each) => wrong(each));

  useEffect(() => {
    if (missing || save.isError) form.current?.querySelector<HTMLElement>("[aria-invalid=true]")?.focus();
  }, [missing, save.isError]);

  function submit(event: SyntheticEvent) {
    event.preventDefault();
    if (save.isPending) return;
    if (!title.trim()) return setMissing(true);
    save.mutate();
  }

  const onKeyDown = (event: KeyboardEvent) => {
    const inLine = event.target instanceof HTMLInputElement;
    if (event.key === "Enter" && (inLine || event.metaKey || event.ctrlKey)) submit(event);
  };
  const person = workspace.members.find((each) => each.id === assignee);
  return (
    <Dialog
      title={task ? "Edit the task" : "New task"}
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button look="primary" pending={save.isPending} onClick={submit}>
            {task ? "Save" : "Add task"}
          </Button>
        </>
      }
    >
      <form ref={form} noValidate onSubmit={submit} onKeyDown={onKeyDown} className="grid gap-4">
        <p className="text-sm text-faint">
          For <bdi className="font-medium text-soft">{lead.display_name}</bdi>
        </p>
        {save.isError && !isPlaced && (
          <Callout tone="danger" role="alert">
            {messageFor(save.error)}
          </Callout>
        )}
        <TextField
          label="What is to be done"
          data-autofocus
          value={title}
          maxLength={200}
          onChange={(event) => {
            setTitle(event.target.value);
            setMissing(false);
          }}
          error={missing && !title.trim() ? "Say what is to be done." : wrong("/title")}
        />
        <div className="grid gap-1.5">
          <label htmlFor="task-due" className="text-sm font-medium text-ink">
            Until
          </label>
          <div className="flex flex-wrap gap-1.5" role="group" aria-label="Frequent dates">
            {suggestions(now).map(({ label, at }) => (
              <button
                key={label}
                type="button"
                aria-pressed={due === toLocal(at)}
                onClick={() => setDue(due === toLocal(at) ? "" : toLocal(at))}
                className={chip}
              >
                {label}
              </button>
            ))}
          </div>
          <input
            id="task-due"
            type="datetime-local"
            value={due}
            aria-invalid={wrong("/due_at") ? true : undefined}
            onChange={(event) => setDue(event.target.value)}
            className={inputLook}
          />
          {wrong("/due_at") && <ErrorText>{wrong("/due_at")}</ErrorText>}
        </div>
        <div className="grid gap-4 sm:grid-cols-2">
          <div className="grid content-start gap-1.5">
            <span className="text-sm font-medium text-ink">Who</span>
            <PickerButton
              label="Assign to"
              name={`Who: ${person?.name ?? "Nobody"}`}
              options={memberOptions(workspace, me)}
              selected={[assignee]}
              onPick={setAssignee}
              className={`${inputLook} flex items-center text-left`}
            >
              <bdi className="min-w-0 flex-1 truncate">
                {person?.name ?? "Nobody"}
                {assignee === me && " (you)"}
              </bdi>
              <ChevronDown className="size-3.5 shrink-0 text-faint" aria-hidden="true" />
            </PickerButton>
            {wrong("/assignee_id") && <ErrorText>{wrong("/assignee_id")}</ErrorText>}
          </div>
          <fieldset className="grid content-start gap-1.5">
            <legend className="mb-1.5 text-sm font-medium text-ink">Priority</legend>
            <div className="flex h-10 gap-0.5 rounded-md bg-pressed p-0.5 max-md:h-12">
              {priorities.map(({ value, label }) => (
                <label
                  key={value}
                  className="grid flex-1 cursor-pointer place-items-center rounded-sm text-sm font-medium text-soft has-checked:bg-raised has-checked:text-ink has-checked:shadow-card has-focus-visible:outline-2 has-focus-visible:outline-accent-text"
                >
                  <input
                    type="radio"
                    name="priority"
                    className="sr-only"
                    checked={priority === value}
                    onChange={() => setPriority(value)}
                  />
                  {label}
                </label>
              ))}
            </div>
          </fieldset>
        </div>
        <label className="grid gap-1.5 text-sm font-medium text-ink">
          More about it
          <textarea
            value={detail}
            maxLength={5_000}
            rows={3}
            onChange={(event) => setDetail(event.target.value)}
            className={`${inputLook} h-auto! py-2 font-normal field-sizing-content`}
          />
        </label>
        <label className="grid gap-1.5 text-sm font-medium text-ink">
          Remind me
          <input
            type="datetime-local"
            value={remind}
            aria-invalid={wrong("/remind_at") ? true : undefined}
            onChange={(event) => setRemind(event.target.value)}
            className={`${inputLook} font-normal`}
          />
          {wrong("/remind_at") && <ErrorText>{wrong("/remind_at")}</ErrorText>}
        </label>
      </form>
    </Dialog>
  );
}
