import { beforeEach, expect, test, vi } from "vitest";
import { FakeEventSource, openFake } from "@/test/FakeEventSource";
import { LiveStream, type LiveMessage } from "./live";

let stream: LiveStream;
let heard: LiveMessage[];

beforeEach(() => {
  vi.useFakeTimers();
  FakeEventSource.opened = [];
  heard = [];
  stream = new LiveStream(openFake);
  stream.onMessage((message) => heard.push(message));
  stream.start();
});

test("an open stream is not live before the server said it is ready", () => {
  expect(stream.state).toBe("connecting");
  FakeEventSource.last.say("ready");
  expect(stream.state).toBe("live");
  expect(heard).toEqual([{ kind: "resync" }]);
});

test("a stream without its heartbeat is silent, and live again with the next one", () => {
  FakeEventSource.last.say("ready");
  vi.advanceTimersByTime(15_000);
  FakeEventSource.last.say("ping");
  vi.advanceTimersByTime(19_000);
  expect(stream.state).toBe("live");
  vi.advanceTimersByTime(3_000);
  expect(stream.state).toBe("silent");
  FakeEventSource.last.say("ping");
  expect(stream.state).toBe("live");
});

test("a broken stream is left to the browser, a refused one is opened again, later each time", () => {
  FakeEventSource.last.break();
  expect(stream.state).toBe("reconnecting");
  vi.advanceTimersByTime(60_000);
  expect(FakeEventSource.opened).toHaveLength(1);

  FakeEventSource.last.break(true);
  vi.advanceTimersByTime(1_000);
  expect(FakeEventSource.opened).toHaveLength(2);
  FakeEventSource.last.break(true);
  vi.advanceTimersByTime(1_000);
  expect(FakeEventSource.opened).toHaveLength(2);
  vi.advanceTimersByTime(1_000);
  expect(FakeEventSource.opened).toHaveLength(3);
});

test("messages carry the lead", () => {
  FakeEventSource.last.say("lead.captured", { lead_id: "l1" });
  FakeEventSource.last.say("lead.updated", { lead_id: "l2" });
  expect(heard).toEqual([
    { kind: "captured", leadId: "l1" },
    { kind: "updated", leadId: "l2" },
  ]);
});
