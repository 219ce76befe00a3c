/* Carries the passage that a reader selected in a story to the form that reports an
   error: into the link at its foot, and into one that is shown while it is selected. */
(() => {
  const link = document.querySelector("[data-report]");
  const pick = document.querySelector(".report-pick");
  if (!link || !pick) return;
  const story = link.closest("article");
  const plain = link.href;
  // A click begins by taking the selection away; the link is to outlive that.
  pick.addEventListener("mousedown", (event) => event.preventDefault());
  document.addEventListener("selectionchange", () => {
    const chosen = getSelection();
    const words = String(chosen).replace(/\s+/g, " ").trim();
    const inside = chosen.rangeCount && story.contains(chosen.getRangeAt(0).commonAncestorContainer);
    if (words.length < 2 || !inside) {
      setTimeout(() => (pick.hidden = getSelection().isCollapsed), 400);
      return;
    }
    link.href = pick.href = plain + "?quote=" + encodeURIComponent(words.slice(0, 600));
    pick.hidden = false;
  });
})();
