// The photo library's keys: arrows move among the photos, Enter opens one since each is
// a link, x or space selects it for the actions, / goes to the search.

const list = document.getElementById("result_list")
const links = () => [...(list?.querySelectorAll("tbody .desk-card__link, tbody th a") ?? [])]
const rowOf = (element) => element?.closest("#result_list tbody tr")
const current = () => links().find((link) => rowOf(link) === rowOf(document.activeElement))

// The photo above or below: the nearest one in the nearest row of the grid.
function beside(link, down) {
  const here = link.getBoundingClientRect()
  const away = (other) => (down ? other.top - here.top : here.top - other.top)
  let found = null
  for (const other of links()) {
    const box = other.getBoundingClientRect()
    if (away(box) < 8) continue
    const far = away(box) * 1000 + Math.abs(box.left - here.left)
    if (!found || far < found.far) found = { far, other }
  }
  return found?.other
}

function go(link) {
  link?.focus()
  rowOf(link)?.scrollIntoView({ block: "nearest" })
}

function step(by) {
  const all = links()
  const here = all.indexOf(current())
  go(all[here < 0 ? 0 : here + by])
}

function select() {
  rowOf(current())?.querySelector(".action-select")?.click()
}

const doings = {
  ArrowRight: () => step(1),
  ArrowLeft: () => step(-1),
  ArrowDown: () => (current() ? go(beside(current(), true)) : step(1)),
  ArrowUp: () => current() && go(beside(current(), false)),
  Home: () => go(links().at(0)),
  End: () => go(links().at(-1)),
  x: select,
  " ": select,
  "/": () => document.getElementById("searchbar")?.focus(),
}

document.addEventListener("keydown", (event) => {
  const doing = Object.hasOwn(doings, event.key) && doings[event.key]
  const typing = event.target.closest("input:not([type=checkbox]), select, textarea, dialog")
  if (!doing || typing || event.ctrlKey || event.metaKey || event.altKey) return
  // Elsewhere the arrows scroll and space presses, as everywhere.
  const inList = rowOf(event.target)
  const onCheckbox = event.target.matches("input") && event.key === " "
  if (onCheckbox || (event.key !== "/" && !event.key.startsWith("Arrow") && !inList)) return
  if (event.key.startsWith("Arrow") && !inList && event.target !== document.body) return
  event.preventDefault()
  doing()
})

for (const words of document.querySelectorAll(".desk-keys")) words.hidden = !list
