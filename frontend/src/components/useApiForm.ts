import { useMutation } from "@tanstack/react-query";
import { useEffect, useRef, useState, type ChangeEvent, type SyntheticEvent } from "react";
import { ApiError, messageFor } from "@/api/problem";

type Errors<Values> = Partial<Record<keyof Values & string, string>>;

type Options<Values, Result> = {
  initial: Values;
  /** What can be said without asking the server. */
  check: (values: Values) => Errors<Values>;
  send: (values: Values) => Promise<Result>;
  onDone: (result: Result) => void;
};

/** Form state mirrors the form; field errors come from the problem's pointers; the first wrong field gets the focus. */
export function useApiForm<Values extends Record<string, string>, Result>(options: Options<Values, Result>) {
  const { initial, check, send, onDone } = options;
  const form = useRef<HTMLFormElement>(null);
  const [values, setValues] = useState(initial);
  const [errors, setErrors] = useState<Errors<Values>>({});
  const [formError, setFormError] = useState<unknown>();
  const [tries, setTries] = useState(0);

  useEffect(() => {
    if (tries > 0) form.current?.querySelector<HTMLElement>("[aria-invalid=true]")?.focus();
  }, [tries]);

  function fail(found: Errors<Values>, whole?: unknown) {
    setErrors(found);
    setFormError(whole);
    setTries((count) => count + 1);
  }

  const request = useMutation({
    mutationFn: send,
    onSuccess: onDone,
    onError: (error) => {
      const found: Errors<Values> = {};
      for (const name of Object.keys(values) as (keyof Values & string)[]) {
        const wrong = error instanceof ApiError && error.fieldErrors[`/${name}`];
        if (wrong) found[name] = wrong.message;
      }
      fail(found, Object.keys(found).length > 0 ? undefined : error);
    },
  });

  function onSubmit(event: SyntheticEvent) {
    event.preventDefault();
    if (request.isPending) return;
    const found = check(values);
    if (Object.keys(found).length > 0) return fail(found);
    setErrors({});
    setFormError(undefined);
    request.mutate(values);
  }

  const field = (name: keyof Values & string) => ({
    name,
    value: values[name],
    error: errors[name],
    onChange: (event: ChangeEvent<HTMLInputElement>) => {
      setValues({ ...values, [name]: event.target.value });
      if (errors[name]) setErrors({ ...errors, [name]: undefined });
    },
  });

  return {
    form: { ref: form, onSubmit, noValidate: true },
    field,
    pending: request.isPending,
    done: request.isSuccess,
    formError: formError === undefined ? undefined : messageFor(formError),
  };
}
