import { expect, test } from "vitest";
import { mentionAt, toBody, toPlain } from "./mentions";

const id = "01935f00-0000-7000-8000-000000000001";

test("a note is written with names and stored with members", () => {
  const mentions = new Map([
    ["Anna", "a"],
    ["Anna Berg", "b"],
    ["Kim [ops]", "c"],
  ]);
  expect(toBody(" Ask @Anna Berg, not @Anna! ", mentions)).toBe(
    "Ask [@Anna Berg](member:b), not [@Anna](member:a)!",
  );
  expect(toBody("@Annabel and @Kim [ops]", mentions)).toBe("@Annabel and [@Kim \\[ops\\]](member:c)");
  expect(toBody("nobody", new Map())).toBe("nobody");
});

test("and comes back as it was written", () => {
  const body = `Hello [@Kim \\[ops\\]](member:${id}), see [the page](https://example.com)`;
  const { text, mentions } = toPlain(body);
  expect(text).toBe("Hello @Kim [ops], see [the page](https://example.com)");
  expect(toBody(text, mentions)).toBe(body);
});

test("a mention is being typed after an @ that begins a word", () => {
  expect(mentionAt("Ask @in", 7)).toEqual({ from: 4, query: "in" });
  expect(mentionAt("@", 1)).toEqual({ from: 0, query: "" });
  expect(mentionAt("mail me@in", 10)).toBeUndefined();
  expect(mentionAt("@Ingrid wrote all of this", 25)).toBeUndefined();
  expect(mentionAt("@Ingrid\nnext", 12)).toBeUndefined();
});
