// Keys for the wire list: j and k go down and up, Enter opens the preview, o the item.
// The list works the same without them.

function step(by) {
  const previews = [...document.querySelectorAll("#result_list .wire-preview > summary")];
  const here = previews.indexOf(document.activeElement);
  const next = here < 0 ? 0 : Math.min(Math.max(here + by, 0), previews.length - 1);
  previews[next]?.focus();
}

document.addEventListener("keydown", (event) => {
  const typing = event.target.closest("input, select, textarea, [contenteditable]");
  if (typing || event.ctrlKey || event.metaKey || event.altKey) {
    return;
  }
  if (event.key === "j") {
    step(1);
  } else if (event.key === "k") {
    step(-1);
  } else if (event.key === "o") {
    document.activeElement?.closest("tr")?.querySelector("th a")?.click();
  } else {
    return;
  }
  event.preventDefault();
});
