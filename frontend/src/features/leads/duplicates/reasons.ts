import type { Duplicate } from "./queries";

export const reasonWords: Record<Duplicate["reasons"][number]["kind"], string> = {
  email: "Same email",
  phone: "Same phone",
  name_company: "Same name and company",
  name: "Same name",
};
