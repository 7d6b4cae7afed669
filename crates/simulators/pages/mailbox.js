"use strict";

const by = (id) => document.getElementById(id);
let shown = null;
let known = "";

function element(name, text, className) {
  const made = document.createElement(name);
  made.textContent = text;
  if (className) made.className = className;
  return made;
}

function show(mail) {
  shown = mail.id;
  const article = by("mail");
  article.replaceChildren(
    element("h2", mail.subject || "(no subject)"),
    element("p", `From ${mail.from || "nobody"} to ${mail.to.join(", ")}, ${new Date(mail.received_at).toLocaleString()}`, "faint"),
  );
  if (mail.text !== null) article.append(element("pre", mail.text));
  if (mail.html !== null) {
    const frame = document.createElement("iframe");
    frame.setAttribute("sandbox", "");
    frame.title = "HTML of the mail";
    frame.src = `/sim/messages/${mail.id}/html`;
    article.append(element("p", "As HTML:", "faint"), frame);
  }
  const raw = element("a", "As it came");
  raw.href = `/sim/messages/${mail.id}/raw`;
  const line = document.createElement("p");
  line.append(raw);
  article.append(line);
  for (const button of by("list").children) button.setAttribute("aria-current", String(button.dataset.id === String(shown)));
}

function entry(mail) {
  const button = document.createElement("button");
  button.dataset.id = mail.id;
  button.setAttribute("aria-current", String(mail.id === shown));
  button.append(element("strong", mail.subject || "(no subject)"), element("small", mail.to.join(", ")));
  button.addEventListener("click", () => show(mail));
  return button;
}

async function refresh() {
  const mails = await (await fetch("/sim/messages")).json();
  const ids = mails.map((mail) => mail.id).join();
  if (ids === known) return;
  known = ids;
  by("count").textContent = mails.length === 1 ? "1 mail" : `${mails.length} mails`;
  by("list").replaceChildren(...mails.reverse().map(entry));
  if (shown === null && mails.length > 0) show(mails[0]);
}

by("clear").addEventListener("click", async () => {
  await fetch("/sim/clear", { method: "POST", headers: { "content-type": "application/json" }, body: "{}" });
  by("mail").replaceChildren();
  await refresh();
});

setInterval(() => { if (!document.hidden) refresh().catch(() => {}); }, 1500);
refresh().catch(() => {});
