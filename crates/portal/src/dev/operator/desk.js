// The desk's script: reads anew what changes, sends an answer without leaving the page, and says that somebody types.
"use strict";

const now = document.body.dataset.now;
const parts = [...document.querySelectorAll("[data-live]")];

function toEnd(part) {
  if (part.classList.contains("history")) part.scrollTop = part.scrollHeight;
}

async function look() {
  try {
    const answer = await fetch(now, { headers: { Accept: "application/json" } });
    if (!answer.ok) return;
    const fresh = await answer.json();
    for (const part of parts) {
      const html = fresh[part.dataset.live];
      if (html === undefined || part.dataset.seen === html) continue;
      // A button that is about to be pressed stays under the finger.
      if (part.contains(document.activeElement) && document.activeElement.matches("input, select, textarea")) continue;
      part.dataset.seen = html;
      part.innerHTML = html;
      toEnd(part);
    }
  } catch {
    // The portal is not there; it is asked again.
  }
}

async function watch() {
  for (;;) {
    await new Promise((done) => setTimeout(done, document.hidden ? 5000 : 700));
    await look();
  }
}

parts.forEach(toEnd);
if (now) watch();

for (const form of document.querySelectorAll("form[data-typing]")) {
  const text = form.elements.text;
  let told = 0;
  text.addEventListener("input", () => {
    if (Date.now() - told < 3000 || text.value === "") return;
    told = Date.now();
    fetch(form.dataset.typing, { method: "POST", body: new URLSearchParams(), redirect: "manual" }).catch(() => {});
  });
  text.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
      event.preventDefault();
      form.requestSubmit();
    }
  });
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const sent = text.value;
    text.value = "";
    try {
      const answer = await fetch(form.action, { method: "POST", body: new URLSearchParams({ text: sent }), redirect: "manual" });
      if (answer.type !== "opaqueredirect" && !answer.ok) throw new Error(String(answer.status));
    } catch {
      text.value = sent;
    }
    told = 0;
    look();
  });
}
