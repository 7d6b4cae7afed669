import { useSuspenseQuery } from "@tanstack/react-query";
import { sessionQuery } from "./session";

/** Only below the signed-in layout, whose route has fetched the session. */
export const useSession = () => useSuspenseQuery(sessionQuery).data;
