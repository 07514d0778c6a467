// Help with wording as a mentor types: asks /wording after a pause and shows what it says. The button works without it.
"use strict";
(() => {
  const PAUSE = 900;
  for (const form of document.querySelectorAll("form[data-wording]")) {
    const place = form.querySelector("[data-wording-place]");
    let timer = 0;
    let latest = 0;
    async function ask() {
      const mine = ++latest;
      const body = new FormData();
      body.append("kind", form.dataset.wording);
      for (const field of form.querySelectorAll("textarea")) body.append(field.name, field.value);
      try {
        const answer = await fetch("/wording", {
          method: "POST", body, headers: { "X-CSRF-Token": document.querySelector("meta[name=csrf]").content },
        });
        if (!answer.ok || mine !== latest) return;
        const piece = new DOMParser().parseFromString(await answer.text(), "text/html").querySelector(".wording");
        if (piece) place.replaceChildren(...(piece.querySelector(".note-line") ? [document.adoptNode(piece)] : []));
      } catch {
        // No network: the button still asks, and nothing typed depends on this.
      }
    }
    form.addEventListener("input", () => { clearTimeout(timer); timer = setTimeout(ask, PAUSE); });
  }
})();
