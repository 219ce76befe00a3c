/* What a story's page gains: its times in the reader's own zone, the system's sheet to
   share it or a copy of its address, and a button to print it. */
(() => {
  const one = (name) => document.querySelector(`[data-${name}]`);
  for (const time of document.querySelectorAll("time[data-own]")) {
    const at = new Date(time.dateTime);
    const [, sign, hours, minutes] = /([+-])(\d\d):(\d\d)$/.exec(time.dateTime) || [];
    const papers = (hours * 60 + +minutes) * (sign === "-" ? 1 : -1);
    if (!sign || papers === at.getTimezoneOffset()) continue;
    const papersOwn = time.textContent, height = time.parentNode.offsetHeight;
    const readers = at.toLocaleString(time.closest("[lang]").lang, {
      numberingSystem: "latn", // as the page beside it writes figures, in Arabic too
      day: "numeric", month: "short", year: "numeric",
      hour: "numeric", minute: "2-digit", timeZoneName: "short",
    });
    time.textContent = readers;
    time.title = papersOwn;
    if (time.parentNode.offsetHeight === height) continue;
    // It would take another line and push the text down: the paper's zone stays.
    time.textContent = papersOwn;
    time.title = readers;
  }
  const offer = (name, act) => {
    const button = one(name);
    if (!button) return;
    button.hidden = false;
    button.addEventListener("click", () => act(button));
  };
  const url = document.querySelector("link[rel=canonical]")?.href || location.href;
  const title = document.querySelector("h1").textContent;
  if (navigator.share) offer("share", () => navigator.share({ title, url }).catch(() => {}));
  else if (navigator.clipboard) {
    offer("copy", (button) =>
      navigator.clipboard.writeText(url).then(() => {
        button.textContent = one("said").textContent = button.dataset.done;
      }, () => {}));
  }
  offer("print", () => print());
})();
