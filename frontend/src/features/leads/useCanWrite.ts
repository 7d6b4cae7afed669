import { createContext, useContext } from "react";
import { can } from "@/api/session";
import { useSession } from "@/api/useSession";

export const readOnly = "Your role can read leads, not change them.";

/** Around a lead that nobody may change as it is now: one in the bin has to be restored first. */
export const Locked = createContext(false);

export function useCanWrite() {
  const locked = useContext(Locked);
  return can(useSession(), "leads_write") && !locked;
}
