// Small manners of the pages: the page's token on scripted requests, the source panel, and leaving quickly.
"use strict";
(() => {
  document.addEventListener("htmx:config:request", (event) => {
    const headers = event.detail.ctx.request.headers;
    headers["X-CSRF-Token"] = document.querySelector("meta[name=csrf]").content;
  });

  // Moving to a sentence shows its source beside it.
  function showSource(row) {
    const panel = document.getElementById("source-panel");
    const source = row.querySelector("template[data-source]");
    if (panel && source) panel.replaceChildren(source.content.cloneNode(true));
  }
  document.addEventListener("row:here", (event) => showSource(event.target));
  document.addEventListener("focusin", (event) => {
    const row = event.target.closest("[data-row]");
    if (!row) return;
    document.querySelectorAll("[data-row].here").forEach((el) => el.classList.toggle("here", el === row));
    row.classList.add("here");
    showSource(row);
  });

  // Leaving quickly replaces this page in the history, so that Back does not return to it.
  document.addEventListener("click", (event) => {
    if (!event.target.closest("[data-leave]")) return;
    event.preventDefault();
    location.replace("/leave");
  });
})();
