import { can } from "@/api/session";
import { useSession } from "@/api/useSession";

export const readOnly = "Your role can read leads, not change them.";

export const useCanWrite = () => can(useSession(), "leads_write");
