"use strict";

const by = (id) => document.getElementById(id);

async function call(path, body) {
  const options = body === undefined
    ? {}
    : { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify(body) };
  const answer = await fetch(path, options);
  const json = await answer.json();
  if (!answer.ok) throw new Error(json.message ?? `status ${answer.status}`);
  return json;
}

function element(name, text, className) {
  const made = document.createElement(name);
  made.textContent = text;
  if (className) made.className = className;
  return made;
}

const filled = new Map();

function fill(select, items) {
  // An unchanged list is left alone: replacing it would close it under the mouse.
  const content = JSON.stringify(items);
  if (filled.get(select) === content) return;
  filled.set(select, content);
  const chosen = select.value;
  const options = items.map(([value, label]) => new Option(label, value, false, value === chosen));
  select.replaceChildren(...options);
}

function outcome(attempt) {
  const { kind, status, reason } = attempt.outcome;
  const result = kind === "answered" ? status : (reason ?? kind.replaceAll("_", " "));
  return `${result} (${(attempt.latency_us / 1000).toFixed(1)} ms)`;
}

function row(delivery) {
  const made = document.createElement("tr");
  const requestId = document.createElement("td");
  requestId.append(element("code", delivery.request_id));
  const registrant = document.createElement("td");
  registrant.append(element("code", delivery.registrant_id ?? "–"));
  made.append(
    element("td", delivery.id),
    element("td", delivery.event),
    registrant,
    requestId,
    element("td", new Date(delivery.queued_at).toLocaleTimeString()),
    element("td", delivery.attempts.map(outcome).join(", ") || "–"),
    element("td", delivery.state.replaceAll("_", " "), delivery.state),
  );
  return made;
}

const totals = ["deliveries", "attempts", "delivered", "pending", "rejected", "gave_up"];

async function refresh() {
  const [state, deliveries] = await Promise.all([call("/sim/state"), call("/sim/deliveries")]);
  by("target").textContent = state.webhook_url ?? "nowhere yet";
  fill(by("meetings"), state.meetings.map((meeting) => [String(meeting.id), `${meeting.topic} (${meeting.kind})`]));
  fill(by("users"), state.users.map((user) => [user.id, `${user.display_name} – ${user.installed ? "app added" : "no app"}`]));
  by("counts").replaceChildren(
    ...totals.map((name) => element("span", `${name.replaceAll("_", " ")} ${state.counts[name]}`, name)),
  );
  by("deliveries").replaceChildren(...deliveries.map(row));
  return state;
}

async function act(work) {
  try {
    by("said").textContent = (await work()) ?? "";
    await refresh();
  } catch (error) {
    by("said").textContent = `That did not work: ${error.message}`;
  }
}

const meetingId = () => Number(by("meetings").value);

function isAdded() {
  return /app added/.test(by("users").textContent);
}

const hint = () => (isAdded() ? "" : " Nothing is delivered, as nobody added the app so far.");

const actions = {
  async many() {
    await call("/sim/register", { meeting_id: meetingId(), count: 500 });
    return `500 people registered.${hint()}`;
  },
  async retry() {
    await call("/sim/retry-next", { attempts: 1 });
    await call("/sim/register", { meeting_id: meetingId() });
    return `The first answer to this registration is ignored; Zoom tries again later.${hint()}`;
  },
  async duplicates() {
    await call("/sim/duplicate", { ids: "same", copies: 1 });
    await call("/sim/duplicate", { ids: "different", copies: 1 });
    return "The newest delivery was sent again twice: under the same request id and under a new one.";
  },
  async validate() {
    const { correct, status, answer } = await call("/sim/validate-url", {});
    return correct ? "The receiver answered the challenge correctly." : `Wrong answer: ${status ?? ""} ${answer}`;
  },
  async uninstall() {
    await call("/sim/uninstall", { user_id: by("users").value });
    return "The app was removed; app_deauthorized is on its way.";
  },
};

for (const button of document.querySelectorAll("[data-do]")) {
  button.addEventListener("click", () => act(actions[button.dataset.do]));
}

by("register").addEventListener("submit", (event) => {
  event.preventDefault();
  const form = event.target;
  const typed = Object.fromEntries(new FormData(form));
  const body = { meeting_id: meetingId() };
  const given = Object.entries(typed).filter(([name, value]) => name !== "meeting" && value !== "");
  if (given.length > 0) body.registrant = Object.fromEntries(given);
  act(async () => {
    await call("/sim/register", body);
    return `${typed.email || typed.first_name || "Somebody invented"} registered.${hint()}`;
  });
});

setInterval(() => { if (!document.hidden) refresh().catch(() => {}); }, 1500);
act(async () => "");
