// The rows of photos to check: Tab follows the words, and “copy down” copies at once,
// with a way back. Without this Tab goes field by field, and the button posts the form.

const { gettext, interpolate, ngettext } = window // of admin:jsi18n
const form = document.querySelector(".desk-check")
const status = form?.querySelector("[data-status]")
const undo = form?.querySelector("[data-undo]")
const MAIN = ["caption", "credit", "alt_text"] // Tab goes through these first

const fields = (names) =>
  [...(form?.querySelectorAll("tbody [data-column]") ?? [])]
    .filter((field) => names(field.dataset.column) && !field.disabled)
const inColumn = (name) => fields((column) => column === name)
let before = [] // what the last copying wrote over

function copyDown(from) {
  const column = inColumn(from.dataset.column)
  const below = column.slice(column.indexOf(from) + 1)
  before = below.map((field) => [field, field.value])
  for (const field of below) {
    field.value = from.value
    field.dispatchEvent(new Event("input", { bubbles: true }))
  }
  const name = from.closest("td").querySelector(".desk-check__label").firstChild.textContent.trim()
  status.textContent = interpolate(
    ngettext(
      "%(field)s copied to %(number)s photo below; not saved yet.",
      "%(field)s copied to %(number)s photos below; not saved yet.",
      below.length,
    ),
    { field: name, number: below.length }, true,
  )
  undo.hidden = !below.length
}

// A photo that came in just now has no picture yet; it is asked for until it has.

const EVERY = 2000 // milliseconds
const AT_ONCE = 24 // as the picker answers
let asked = 0

async function showPictures() {
  const waiting = [...form.querySelectorAll("[data-waiting]")].slice(0, AT_ONCE)
  if (!waiting.length || asked++ > 90) return
  const ids = waiting.map((place) => place.dataset.waiting).join(",")
  const answer = await fetch(`${form.dataset.pick}?ids=${ids}`).catch(() => null)
  const { photos } = answer?.ok && !answer.redirected ? await answer.json() : { photos: [] }
  for (const photo of photos) {
    const place = waiting.find((one) => one.dataset.waiting === String(photo.id))
    if (!photo.src || !place) continue
    const picture = document.createElement("img")
    picture.className = "desk-thumb"
    picture.src = photo.src
    picture.alt = photo.alt
    place.firstChild.replaceWith(picture)
    delete place.dataset.waiting
  }
  setTimeout(showPictures, EVERY)
}

if (form) {
  showPictures()
  // The hand begins in the first row that was refused, else at the first caption.
  const words = fields((column) => MAIN.includes(column))
  const first = form.querySelector(".desk-check__bad [data-column]:enabled") ?? words[0]
  first?.focus({ preventScroll: first === words[0] })
  form.querySelector("[data-keys]").hidden = false
  form.addEventListener("click", (event) => {
    const button = event.target.closest("[name=copy]")
    if (!button) return
    event.preventDefault()
    const [first] = inColumn(button.value)
    if (first) copyDown(first)
  })
  undo.addEventListener("click", () => {
    for (const [field, words] of before) {
      field.value = words
      field.dispatchEvent(new Event("input", { bubbles: true }))
    }
    undo.hidden = true
    status.textContent = gettext("Put back as it was.")
    before[0]?.[0].focus()
    before = []
  })
  form.addEventListener("keydown", (event) => {
    const here = event.target.closest("[data-column]")
    if (!here) return
    if (event.ctrlKey && event.shiftKey && event.key.toLowerCase() === "d") {
      event.preventDefault()
      if (here.dataset.column !== "is_decorative") copyDown(here)
    } else if (event.key === "Tab" && !event.ctrlKey && !event.altKey) {
      const main = fields((column) => MAIN.includes(column))
      const other = fields((column) => !MAIN.includes(column))
      const order = [...main, ...other]
      const next = order[order.indexOf(here) + (event.shiftKey ? -1 : 1)]
      if (next) {
        event.preventDefault()
        next.focus()
        next.select?.()
      }
    }
  })
  let written = false
  form.addEventListener("input", () => { written = true })
  form.addEventListener("submit", () => { written = false })
  window.addEventListener("beforeunload", (event) => { if (written) event.preventDefault() })
}
