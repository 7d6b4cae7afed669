import { useMutation } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { UserRoundSearch } from "lucide-react";
import { useEffect, useRef, useState, type SyntheticEvent } from "react";
import { ApiError, messageFor } from "@/api/problem";
import { useSession } from "@/api/useSession";
import { createLead, type NewLead } from "@/features/leads/queries";
import { CurrencySelect } from "@/features/leads/page/factFields";
import { useCurrency, useWorkspace } from "@/features/leads/useWorkspaceNames";
import { parseAmount } from "@/lib/money";
import { Button } from "@/ui/Button";
import { Callout } from "@/ui/Callout";
import { Dialog } from "@/ui/Dialog";
import { TextField } from "@/ui/Field";
import { PickerButton, type Option } from "@/ui/Picker";
import { toast } from "@/ui/toast";
import * as choices from "./options";

type Texts = "first_name" | "last_name" | "email" | "phone" | "company" | "title" | "value";
const blank: Record<Texts, string> = {
  first_name: "",
  last_name: "",
  email: "",
  phone: "",
  company: "",
  title: "",
  value: "",
};

const pointers: Record<string, Texts> = {
  "/emails/0": "email",
  "/phones/0": "phone",
  "/first_name": "first_name",
  "/last_name": "last_name",
  "/company": "company",
  "/title": "title",
  "/value": "value",
  "/value/amount_minor": "value",
};

type Props = { onClose: () => void; onOpen: (leadId: string) => void };

export default function NewLeadDialog({ onClose, onOpen }: Props) {
  const workspace = useWorkspace();
  const me = useSession().member.id;
  const usual = useCurrency();
  const form = useRef<HTMLFormElement>(null);
  const [texts, setTexts] = useState(blank);
  const [currency, setCurrency] = useState(usual);
  const [status, setStatus] = useState("new");
  const [owner, setOwner] = useState(me);
  const [stage, setStage] = useState(choices.nothing);
  const [tags, setTags] = useState<string[]>([]);
  const [errors, setErrors] = useState<Partial<Record<Texts, string>>>({});
  const [tries, setTries] = useState(0);
  // Sent again with the same key, the same lead is not created twice.
  const [idempotencyKey] = useState(() => crypto.randomUUID());

  useEffect(() => {
    if (tries > 0) form.current?.querySelector<HTMLElement>("[aria-invalid=true]")?.focus();
  }, [tries]);

  const create = useMutation({
    mutationFn: (body: NewLead) => createLead(body, idempotencyKey),
    onSuccess: (lead) => {
      onClose();
      toast(`${lead.display_name} is a lead now`, "good", { label: "Open", run: () => onOpen(lead.id) });
    },
    onError: (error) => {
      if (!(error instanceof ApiError)) return;
      const found: typeof errors = {};
      for (const [pointer, { message }] of Object.entries(error.fieldErrors)) {
        const name = pointers[pointer];
        if (name)
          found[name] = error.code === "lead_exists" ? "This address belongs to a lead already." : message;
      }
      setErrors(found);
      setTries((count) => count + 1);
    },
  });

  function submit(event: SyntheticEvent) {
    event.preventDefault();
    if (create.isPending) return;
    const said = Object.fromEntries(
      Object.entries(texts).map(([name, text]) => [name, text.trim()]),
    ) as typeof texts;
    const amount = said.value ? parseAmount(said.value, currency) : undefined;
    const found: typeof errors = {};
    if (![said.first_name, said.last_name, said.company, said.email, said.phone].some(Boolean))
      found.first_name = "Give a name, a company, an email or a phone.";
    if (said.email && !/^\S+@\S+\.\S+$/.test(said.email))
      found.email = "Enter an email address such as name@company.com.";
    if (said.value && amount === undefined) found.value = "Enter an amount such as 1200.";
    setErrors(found);
    setTries((count) => count + 1);
    if (Object.keys(found).length > 0) return;
    create.mutate({
      ...(said.first_name && { first_name: said.first_name }),
      ...(said.last_name && { last_name: said.last_name }),
      ...(said.company && { company: said.company }),
      ...(said.title && { title: said.title }),
      ...(said.email && { emails: [said.email] }),
      ...(said.phone && { phones: [said.phone] }),
      ...(choices.isStatus(status) && { status }),
      ...(owner !== choices.nothing && { owner_id: owner }),
      ...(stage !== choices.nothing && { stage_id: stage }),
      ...(amount !== undefined && { value: { amount_minor: amount, currency } }),
      ...(tags.length > 0 && { tag_ids: tags }),
    });
  }

  const field = (name: Texts) => ({
    name,
    value: texts[name],
    error: errors[name],
    maxLength: 254,
    autoComplete: "off",
    onChange: (event: { target: { value: string } }) => {
      setTexts({ ...texts, [name]: event.target.value });
      if (errors[name]) setErrors({ ...errors, [name]: undefined });
    },
  });
  const refusal = create.error;
  const isTaken = refusal instanceof ApiError && refusal.code === "lead_exists";
  const other = isTaken ? refusal.leadId : undefined;

  return (
    <Dialog
      title="New lead"
      onClose={onClose}
      className="w-[min(38rem,calc(100vw-1.5rem))]"
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button look="primary" pending={create.isPending} onClick={() => form.current?.requestSubmit()}>
            Create lead
          </Button>
        </>
      }
    >
      <form
        ref={form}
        noValidate
        onSubmit={submit}
        onKeyDown={(event) => {
          if (event.key === "Enter" && (event.metaKey || event.ctrlKey)) form.current?.requestSubmit();
        }}
        className="grid gap-4 pt-1"
      >
        {isTaken && (
          <Callout tone="warn" role="alert" icon={<UserRoundSearch aria-hidden="true" />}>
            {other ? (
              <>
                Somebody with this address is a lead already.{" "}
                <Link
                  to="/leads/$leadId"
                  params={{ leadId: other }}
                  onClick={onClose}
                  className="font-semibold underline"
                >
                  Open the existing lead
                </Link>
              </>
            ) : (
              "Somebody with this address is a lead already, but not one that you can see. Ask an admin."
            )}
          </Callout>
        )}
        {refusal && !isTaken && Object.keys(errors).length === 0 && (
          <Callout tone="danger" role="alert">
            {messageFor(refusal)}
          </Callout>
        )}
        <div className="grid items-start gap-4 sm:grid-cols-2">
          <TextField label="First name" data-autofocus {...field("first_name")} />
          <TextField label="Last name" {...field("last_name")} />
          <TextField label="Email" type="email" {...field("email")} />
          <TextField label="Phone" type="tel" {...field("phone")} />
          <TextField label="Company" {...field("company")} />
          <TextField label="Title" {...field("title")} />
        </div>
        <div className="flex flex-wrap gap-2 border-t border-line pt-4">
          <Pill label="Status" options={choices.statusOptions} value={[status]} onPick={setStatus} />
          <Pill
            label="Owner"
            options={choices.memberOptions(workspace, me)}
            value={[owner]}
            onPick={setOwner}
          />
          <Pill label="Stage" options={choices.stageOptions(workspace)} value={[stage]} onPick={setStage} />
          <Pill
            label="Tags"
            multiple
            options={choices.tagOptions(workspace)}
            value={tags}
            onPick={(tag) =>
              setTags(tags.includes(tag) ? tags.filter((each) => each !== tag) : [...tags, tag])
            }
          />
        </div>
        <div className="flex items-end gap-2">
          <TextField label="Value" inputMode="decimal" className="w-40" {...field("value")} />
          <div className="pb-1">
            <CurrencySelect value={currency} onChange={setCurrency} />
          </div>
        </div>
      </form>
    </Dialog>
  );
}

type PillProps = {
  label: string;
  options: Option[];
  value: string[];
  multiple?: boolean;
  onPick: (value: string) => void;
};

function Pill({ label, options, value, multiple, onPick }: PillProps) {
  const chosen = options.filter((each) => value.includes(each.value));
  const names = chosen.map((each) => each.label).join(", ");
  return (
    <PickerButton
      label={label}
      name={`${label} ${names || "None"}`}
      options={options}
      selected={value}
      onPick={onPick}
      {...(multiple && { multiple })}
      className="flex h-8 max-w-56 items-center gap-1.5 rounded-full border border-line-strong bg-raised px-3 text-sm hover:bg-hover aria-expanded:bg-hover max-md:h-11"
    >
      <span className="text-faint">{label}</span>
      <bdi className="truncate font-medium text-ink">{names || "None"}</bdi>
    </PickerButton>
  );
}
