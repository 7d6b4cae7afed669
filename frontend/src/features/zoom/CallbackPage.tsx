import { useEffect, useState } from "react";
import { ApiError } from "@/api/problem";
import { CallbackScreen } from "./CallbackScreen";
import { connectOnce, outcomeOf, type Grant, type Outcome } from "./grant";

type Props = {
  grant: Grant;
  /** Resolves when the session, and with it the CSRF token, is known; rejects when signed out. */
  prepare: () => Promise<unknown>;
  onConnected: () => void;
};

const start: Record<Grant["kind"], Outcome> = {
  granted: "connecting",
  declined: "declined",
  nothing: "nothing",
};

export function CallbackPage({ grant, prepare, onConnected }: Props) {
  const [outcome, setOutcome] = useState(start[grant.kind]);
  const [account, setAccount] = useState<string>();
  const [requestId, setRequestId] = useState<string>();

  useEffect(() => {
    if (grant.kind !== "granted") return;
    let current = true;
    prepare()
      .then(() => connectOnce(grant))
      .then((connection) => {
        onConnected();
        if (!current) return;
        setAccount(connection.email);
        setOutcome("connected");
      })
      .catch((error: unknown) => {
        if (!current) return;
        setRequestId(error instanceof ApiError ? error.requestId : undefined);
        setOutcome(outcomeOf(error));
      });
    return () => {
      current = false;
    };
  }, [grant, prepare, onConnected]);

  return <CallbackScreen outcome={outcome} account={account} requestId={requestId} />;
}
