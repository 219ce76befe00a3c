// The wire list: keys, the preview pane, and what is new. Without it every headline is
// a link and “Take it” a button, and the list is made anew by loading the page.

const list = document.getElementById("result_list")
const pane = document.getElementById("wire-pane")
const item = document.getElementById("wire-pane-item")
const keys = document.getElementById("wire-keys")
const keysOn = document.getElementById("wire-keys-on")
const news = document.getElementById("wire-news")
const showNews = document.getElementById("wire-news-show")

const headlines = () => [...document.querySelectorAll(".wire-list .wire-headline")]
const focused = () => document.activeElement?.closest(".wire-row")?.querySelector(".wire-headline")
let shown = null // the headline whose item the pane holds
let current = null // the headline gone to last

// The pane ------------------------------------------------------------------------

async function preview(headline) {
  const answer = await fetch(headline.dataset.preview)
  if (!answer.ok || answer.redirected) {
    location.assign(headline.href)
    return
  }
  const read = new DOMParser().parseFromString(await answer.text(), "text/html")
  shown?.removeAttribute("aria-expanded")
  shown = headline
  shown.setAttribute("aria-expanded", "true")
  item.replaceChildren(...read.body.childNodes)
  pane.hidden = false
  pane.scrollTop = 0
}

function closePane() {
  pane.hidden = true
  shown?.removeAttribute("aria-expanded")
  if (pane.contains(document.activeElement) || document.activeElement === document.body) {
    shown?.focus()
  }
  shown = null
}

function open(headline) {
  if (shown === headline && !pane.hidden) {
    item.querySelector("h2")?.focus()
  } else {
    preview(headline)
  }
}

list?.addEventListener("click", (event) => {
  const headline = event.target.closest(".wire-headline")
  if (headline && !event.ctrlKey && !event.metaKey && !event.shiftKey) {
    event.preventDefault()
    open(headline)
  }
})
document.getElementById("wire-pane-close")?.addEventListener("click", closePane)

// Keys ----------------------------------------------------------------------------

function step(by) {
  const all = headlines()
  const here = all.indexOf(focused() ?? current)
  const next = all[here < 0 ? 0 : Math.min(Math.max(here + by, 0), all.length - 1)]
  if (!next) return
  current = next
  next.focus()
  next.closest("tr").scrollIntoView({ block: "nearest" })
  if (!pane.hidden && shown !== next) preview(next)
}

function take() {
  const inPane = !pane.hidden && pane.contains(document.activeElement)
  const place = inPane ? pane : (focused() ?? current)?.closest(".wire-row")
  const way = place?.querySelector(".wire-take, .wire-story, .wire-tools a")
  way?.click()
}

const doings = {
  j: () => step(1),
  k: () => step(-1),
  o: () => (focused() ?? current) && open(focused() ?? current),
  t: take,
  n: () => !showNews.hidden && showNews.click(),
  "/": () => document.getElementById("searchbar").focus(),
  "?": () => keys.showModal(),
}

document.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && pane && !pane.hidden && !keys.open) {
    closePane()
    return
  }
  const typing = event.target.closest("input:not([type=checkbox]), select, textarea, dialog")
  const doing = doings[event.key]
  if (!doing || typing || !keysOn?.checked || event.ctrlKey || event.metaKey || event.altKey) {
    return
  }
  event.preventDefault()
  doing()
})

// Who speaks to the computer, or rests a hand on the keyboard, can turn them off.
if (keysOn) {
  keysOn.checked = localStorage.getItem("wire-keys") !== "off"
  keysOn.addEventListener("change", () => {
    localStorage.setItem("wire-keys", keysOn.checked ? "on" : "off")
  })
  const opener = document.getElementById("wire-keys-open")
  opener.hidden = false
  opener.addEventListener("click", () => keys.showModal())
}

// What is new, and how long ago ------------------------------------------------------

async function look() {
  if (document.visibilityState !== "visible") return
  const asked = new URLSearchParams(location.search)
  asked.set("after", list.dataset.newest)
  asked.delete("p")
  const answer = await fetch(`${list.dataset.news}?${asked}`).catch(() => null)
  if (!answer?.ok || answer.redirected) return
  const { words } = await answer.json()
  if (words && news.textContent !== words) {
    news.textContent = words
    showNews.hidden = false
    document.title = document.title.replace(/^(\(.*?\) )?/, `(${words}) `)
  }
}

const units = [["day", 86400], ["hour", 3600], ["minute", 60]]
const relative = new Intl.RelativeTimeFormat(document.documentElement.lang, { numeric: "auto" })

function tick() {
  for (const element of document.querySelectorAll("[data-relative]")) {
    const moment = element.dataset.relative || element.dateTime
    const seconds = (new Date(moment) - Date.now()) / 1000
    const [unit, size] = units.find(([, many]) => Math.abs(seconds) >= many) ?? units[2]
    const many = Math.trunc(seconds / size)
    element.textContent = relative.format(many || -0, unit)
  }
}

if (list?.dataset.news) {
  setInterval(look, list.dataset.every * 1000)
  document.addEventListener("visibilitychange", look) // whoever comes back sees it at once
  setInterval(tick, 30000)
}
