// Single keys, with one switch that turns them off (WCAG 2.1.4): body[data-keys].
"use strict";
(() => {
  const dialog = () => document.getElementById("keys");
  const typing = (el) => el.closest("input, textarea, select, [contenteditable]");
  let waitingForPlace = false;

  const rows = () => [...document.querySelectorAll("[data-row]")].filter((row) => row.offsetParent !== null);
  const here = () => document.querySelector("[data-row].here");

  function move(step) {
    const all = rows();
    if (!all.length) return;
    const at = all.indexOf(here());
    const next = all[Math.min(Math.max(at + step, 0), all.length - 1)];
    all.forEach((row) => row.classList.toggle("here", row === next));
    next.focus({ preventScroll: true });
    next.scrollIntoView({ block: "nearest" });
    next.dispatchEvent(new CustomEvent("row:here", { bubbles: true }));
  }

  function press(selector, within) {
    const el = (within || document).querySelector(selector);
    if (!el) return false;
    if (el.matches("input, textarea")) el.focus(); else el.click();
    return true;
  }

  function go(key) {
    const link = document.querySelector(`[data-go="${CSS.escape(key)}"]`);
    if (link) link.click();
  }

  const actions = {
    "?": () => dialog() && dialog().showModal(),
    j: () => move(1),
    k: () => move(-1),
    e: () => press("[data-key=e]", here()),
    s: () => press("[data-key=s]", here()),
    a: () => { const end = document.querySelector("[data-key=a]"); if (end) { end.scrollIntoView({ block: "center" }); end.focus(); } },
    "/": () => press("[data-key=search]"),
    g: () => { waitingForPlace = true; setTimeout(() => { waitingForPlace = false; }, 1500); },
  };

  document.addEventListener("keydown", (event) => {
    if (document.body.dataset.keys !== "on" || event.ctrlKey || event.metaKey || event.altKey) return;
    if (typing(event.target) || document.querySelector("dialog[open]")) return;
    if (waitingForPlace) { waitingForPlace = false; go(event.key); event.preventDefault(); return; }
    if (event.key === "Enter" && event.target.matches("[data-row]")) {
      if (press("[data-key=open], a[href]", event.target)) event.preventDefault();
      return;
    }
    const action = actions[event.key];
    if (action) { action(); event.preventDefault(); }
  });

  document.addEventListener("click", (event) => {
    if (event.target.closest("[data-show-keys]") && dialog()) dialog().showModal();
  });
})();
