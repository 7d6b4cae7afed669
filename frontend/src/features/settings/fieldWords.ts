import type { components } from "@/api/contract";
import type { Tone } from "@/ui/Badge";

type Schemas = components["schemas"];

export const kinds: Record<Schemas["FieldKind"], string> = {
  text: "Text",
  long_text: "Long text",
  number: "Number",
  money: "Amount of money",
  date: "Date",
  date_time: "Date and time",
  choice: "One of a list",
  multi_choice: "Several of a list",
  checkbox: "Yes or no",
  url: "Web address",
  email: "Email",
  phone: "Phone",
  member: "Member",
};

export const hasOptions = (kind: Schemas["FieldKind"]) => kind === "choice" || kind === "multi_choice";

export const classes: Record<Schemas["PrivacyClass"], { label: string; tone: Tone; hint: string }> = {
  ordinary: {
    label: "Ordinary",
    tone: "outline",
    hint: "What one would put on a business card or into an offer: a plan, a renewal date, a number of seats.",
  },
  sensitive: {
    label: "Sensitive",
    tone: "warn",
    hint: "What could embarrass or harm somebody, such as a salary or a complaint. It is left out of exports unless somebody asks for it.",
  },
  special: {
    label: "Special category",
    tone: "danger",
    hint: "Health, religion, origin, politics, union, sex life, genetics, biometrics. The law forbids it by default, so the field waits in quarantine until an owner records why it is allowed.",
  },
};

/** Article 9(2) of the GDPR: when special categories may be used after all. */
export const bases: Record<Schemas["BasisKind"], { label: string; hint: string }> = {
  explicit_consent: { label: "Explicit consent", hint: "The person said yes to exactly this. Art. 9(2)(a)" },
  employment_law: {
    label: "Employment and social law",
    hint: "A law on work or social security asks for it. Art. 9(2)(b)",
  },
  vital_interest: { label: "Vital interests", hint: "To save a life, when nobody can consent. Art. 9(2)(c)" },
  nonprofit: {
    label: "Non-profit body",
    hint: "A foundation, association or union, about its own members. Art. 9(2)(d)",
  },
  made_public: { label: "Made public by the person", hint: "By themselves, and clearly. Art. 9(2)(e)" },
  legal_claims: { label: "Legal claims", hint: "To bring or defend a claim. Art. 9(2)(f)" },
  public_interest: { label: "Substantial public interest", hint: "On the basis of a law. Art. 9(2)(g)" },
  health_care: { label: "Health care", hint: "Under professional secrecy. Art. 9(2)(h)" },
  public_health: { label: "Public health", hint: "On the basis of a law. Art. 9(2)(i)" },
  research: { label: "Research and archives", hint: "With safeguards, on the basis of a law. Art. 9(2)(j)" },
};
