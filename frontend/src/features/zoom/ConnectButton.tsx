import { useMutation } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { messageFor } from "@/api/problem";
import { Button } from "@/ui/Button";
import type { ButtonLook } from "@/ui/button";
import { ErrorText } from "@/ui/ErrorText";
import { startAuthorization } from "./queries";

type Props = { look?: ButtonLook["look"]; size?: ButtonLook["size"]; children: ReactNode };

export function ConnectButton({ look = "primary", size, children }: Props) {
  const start = useMutation({
    mutationFn: startAuthorization,
    onSuccess: ({ authorize_url }) => window.location.assign(authorize_url),
  });
  const leaving = start.isPending || start.isSuccess;
  return (
    <div className="grid justify-items-start gap-2">
      <Button look={look} size={size} pending={leaving} onClick={() => start.mutate()}>
        {leaving ? "Going to Zoom…" : children}
      </Button>
      {start.isError && (
        <div role="alert">
          <ErrorText>{messageFor(start.error)}</ErrorText>
        </div>
      )}
    </div>
  );
}
