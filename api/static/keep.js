// Nothing typed is lost: forms with data-keep="key" are saved to the server as they are typed, and to this browser's
// memory only while the server cannot be reached. A saved text returns only to its own form, and only if it is newer
// than what the page was made with (data-keep-version); once sent or discarded it never comes back.
"use strict";
(() => {
  const PAUSE_MS = 800;
  const csrf = () => document.querySelector("meta[name=csrf]").content;
  const storeKey = (form) => `trellis-keep:${form.dataset.keepWho}:${form.dataset.keep}`;

  function texts(form) {
    const out = {};
    for (const el of form.querySelectorAll("textarea[name], input[type=text][name]")) out[el.name] = el.value;
    return out;
  }

  function say(form, words) {
    const line = form.querySelector(".saved");
    if (line) line.textContent = words;
  }

  const clock = () => new Date().toLocaleTimeString([], { hour: "numeric", minute: "2-digit" }).toLowerCase();

  async function save(form) {
    const body = { texts: texts(form), version: Number(form.dataset.keepVersion || 0) };
    try {
      const answer = await fetch(`/keep/${encodeURIComponent(form.dataset.keep)}`, {
        method: "POST", headers: { "Content-Type": "application/json", "X-CSRF-Token": csrf() }, body: JSON.stringify(body),
      });
      if (answer.status === 409) { say(form, "Changed in another tab. Reload to see both; this text is kept here."); return; }
      if (!answer.ok) throw new Error(String(answer.status));
      form.dataset.keepVersion = (await answer.json()).version;
      sessionStorage.removeItem(storeKey(form));
      say(form, `Saved ${clock()}`);
    } catch {
      sessionStorage.setItem(storeKey(form), JSON.stringify(body));
      say(form, "Not saved yet: no connection. Kept in this tab, trying again.");
      setTimeout(() => schedule(form), 5000);
    }
  }

  function schedule(form) {
    clearTimeout(form.keepTimer);
    form.keepTimer = setTimeout(() => save(form), PAUSE_MS);
  }

  function restore(form) {
    const kept = sessionStorage.getItem(storeKey(form));
    if (!kept) return;
    const { texts: saved, version } = JSON.parse(kept);
    if (version < Number(form.dataset.keepVersion || 0)) { sessionStorage.removeItem(storeKey(form)); return; }
    for (const [name, value] of Object.entries(saved)) {
      const el = form.elements[name];
      if (el && !el.value) el.value = value;
    }
    schedule(form);
  }

  document.addEventListener("input", (event) => {
    const form = event.target.closest("form[data-keep]");
    if (form) schedule(form);
  });
  document.addEventListener("submit", (event) => {
    const form = event.target.closest("form[data-keep]");
    if (form) { clearTimeout(form.keepTimer); sessionStorage.removeItem(storeKey(form)); }
  });
  document.querySelectorAll("form[data-keep]").forEach(restore);
})();
