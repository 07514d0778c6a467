// Shows an answer as it comes: each sentence once it was checked, then the page with the answer as it was stored.
// Without this script the form works; where a stream fails before the question is kept, the form is sent as it is.
"use strict";
(() => {
  const CUT_PAUSE_MS = 2000; // a cut stream: the answer is still being stored

  async function* events(body) {
    const reader = body.pipeThrough(new TextDecoderStream()).getReader();
    let rest = "";
    for (let part = await reader.read(); !part.done; part = await reader.read()) {
      const whole = (rest + part.value).split("\n\n");
      rest = whole.pop();
      for (const block of whole) {
        const event = /^event: (.*)$/m.exec(block);
        const text = /^data: (.*)$/m.exec(block);
        if (event && text) yield { name: event[1], told: JSON.parse(text[1]) };
      }
    }
  }

  function row(form) {
    const made = document.getElementById("coming").content.firstElementChild.cloneNode(true);
    made.querySelector("[data-asked]").textContent = form.elements.text.value;
    let list = document.querySelector("ol.talk");
    if (!list) {
      list = document.createElement("ol");
      list.className = "talk";
      const empty = document.querySelector(".empty");
      if (empty) empty.replaceWith(list); else form.before(list);
    }
    list.append(made);
    return made;
  }

  function go(place) {
    const there = new URL(place, location.href);
    const same = there.pathname === location.pathname && there.search === location.search;
    location.assign(there);
    if (same) location.reload();
  }

  async function ask(form) {
    const shown = row(form);
    const said = shown.querySelector("[data-said]");
    const state = shown.querySelector("[data-state]");
    let kept = null;
    try {
      const answer = await fetch(form.dataset.stream, { method: "POST", body: new URLSearchParams(new FormData(form)) });
      const stream = (answer.headers.get("content-type") || "").startsWith("text/event-stream");
      if (!answer.ok || !stream) throw new Error(String(answer.status));
      for await (const { name, told } of events(answer.body)) {
        if (name === "heard") {
          kept = `/ask?conversation=${encodeURIComponent(told.conversation)}#${encodeURIComponent(told.question)}`;
          shown.scrollIntoView({ block: "nearest" });
        } else if (name === "sentence") {
          said.append(said.textContent ? " " : "", told.text);
          state.textContent = "Each sentence was checked against the library. More may come\u2026";
        } else if (name === "answer") {
          go(told.at);
          return;
        } else if (name === "failed") {
          go(kept);
          return;
        }
      }
      throw new Error("cut");
    } catch {
      if (!kept) { form.submit(); return; }
      state.textContent = "The connection was cut. Your question and its answer are kept; opening them.";
      setTimeout(() => go(kept), CUT_PAUSE_MS);
    }
  }

  const form = document.querySelector("form[data-stream]");
  if (!form) return;
  form.addEventListener("submit", (event) => {
    if (!form.elements.text.value.trim()) return; // the server says what is missing
    event.preventDefault();
    for (const button of form.querySelectorAll("button")) button.disabled = true;
    ask(form);
  });
})();
