/** `live` is only ever said after the server's own `ready`; `silent` means its heartbeat stopped. */
export type LiveState = "connecting" | "live" | "silent" | "reconnecting";
export type LiveMessage =
  | { kind: "resync" | "notification" }
  | { kind: "bulk"; bulkId: string }
  | { kind: "captured" | "updated" | "deleted"; leadId: string };

// The server pings every 15 s; a third more is allowed for a slow network.
const silenceAfter = 20_000;
const retryFloor = 1_000;
const retryCeiling = 30_000;

type Open = () => EventSource;

/** One event stream: reconnects by itself, and notices a stream that is open but dead. */
export class LiveStream {
  #open: Open;
  #source: EventSource | undefined;
  #state: LiveState = "connecting";
  #heardAt = 0;
  #watch: ReturnType<typeof setInterval> | undefined;
  #retry: ReturnType<typeof setTimeout> | undefined;
  #attempt = 0;
  #stateListeners = new Set<() => void>();
  #messageListeners = new Set<(message: LiveMessage) => void>();

  constructor(open: Open = () => new EventSource("/api/v1/events")) {
    this.#open = open;
  }

  get state() {
    return this.#state;
  }

  onState(listener: () => void) {
    this.#stateListeners.add(listener);
    return () => this.#stateListeners.delete(listener);
  }

  onMessage(listener: (message: LiveMessage) => void) {
    this.#messageListeners.add(listener);
    return () => this.#messageListeners.delete(listener);
  }

  start() {
    if (this.#source) return;
    const source = this.#open();
    this.#source = source;
    const hear = (state: LiveState) => {
      this.#heardAt = Date.now();
      this.#set(state);
    };
    source.addEventListener("ready", () => {
      this.#attempt = 0;
      hear("live");
      // Whatever happened between the last answer and this moment has to be fetched.
      this.#emit({ kind: "resync" });
    });
    source.addEventListener("ping", () => hear("live"));
    for (const kind of ["captured", "updated", "deleted"] as const) {
      source.addEventListener(`lead.${kind}`, (event: MessageEvent<string>) => {
        hear("live");
        const { lead_id: leadId } = JSON.parse(event.data) as { lead_id: string };
        this.#emit({ kind, leadId });
      });
    }
    source.addEventListener("notification", () => {
      hear("live");
      this.#emit({ kind: "notification" });
    });
    source.addEventListener("bulk", (event: MessageEvent<string>) => {
      hear("live");
      const { bulk_id: bulkId } = JSON.parse(event.data) as { bulk_id: string };
      this.#emit({ kind: "bulk", bulkId });
    });
    source.addEventListener("error", () => {
      this.#set("reconnecting");
      // A refused stream (not a broken one) is closed for good by the browser; only we can try again.
      if (source.readyState === 2) this.#again();
    });
    this.#watch = setInterval(() => {
      if (this.#state === "live" && Date.now() - this.#heardAt > silenceAfter) this.#set("silent");
    }, 1_000);
  }

  stop() {
    this.#source?.close();
    this.#source = undefined;
    clearInterval(this.#watch);
    clearTimeout(this.#retry);
    this.#set("connecting");
  }

  #again() {
    this.#source?.close();
    this.#source = undefined;
    clearInterval(this.#watch);
    const wait = Math.min(retryFloor * 2 ** this.#attempt++, retryCeiling);
    this.#retry = setTimeout(() => this.start(), wait);
  }

  #set(state: LiveState) {
    if (state === this.#state) return;
    this.#state = state;
    for (const listener of this.#stateListeners) listener();
  }

  #emit(message: LiveMessage) {
    for (const listener of this.#messageListeners) listener(message);
  }
}
