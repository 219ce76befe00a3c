/* Choose photos of the library by their words: a dialog of thumbnails, all by keyboard. */
import { gettext } from "django-prose-editor/editor"
import { button, element, filled } from "desk/dom"
import { search } from "desk/photos"

const MOST = 60 // photos of a gallery

/* Let the editor choose: one photo, or several in the order of choosing. Answers a list,
   empty if nothing was chosen. */
export const choosePhotos = ({ several = false, title, done, taken = [] }) =>
  new Promise((resolve) => {
    const chosen = new Map()
    const list = element("ul", { class: "desk-picker__list" })
    const status = element("p", { class: "desk-picker__status", role: "status" })
    const field = element("input", { type: "search", "aria-label": gettext("Search photos") })
    const cancel = button(gettext("Cancel"), () => { chosen.clear(); dialog.close() })
    const insert = button(done, () => dialog.close(), { class: "desk-picker__done" })
    const help = element("p", { class: "help" }, gettext("Arrow keys move, Enter chooses, Ctrl+Enter inserts."))
    const dialog = element(
      "dialog", { class: "desk-picker", "aria-label": title },
      element("p", { class: "desk-picker__top" }, field, ...(several ? [insert] : []), cancel),
      ...(several ? [help] : []), status, list,
    )
    const say = () => {
      insert.disabled = !chosen.size
      const order = [...chosen.keys()]
      for (const item of list.querySelectorAll("button")) {
        const at = order.indexOf(item.dataset.photo)
        item.setAttribute("aria-pressed", String(at >= 0))
        item.querySelector(".desk-picker__number").textContent = at < 0 ? "" : at + 1
      }
      if (chosen.size) status.textContent = filled(gettext("%(number)s chosen"), { number: chosen.size })
    }
    const choose = (photo) => {
      const id = String(photo.id)
      if (!several) { chosen.set(id, photo); dialog.close(); return }
      if (chosen.has(id)) chosen.delete(id)
      else if (taken.length + chosen.size < MOST) chosen.set(id, photo)
      status.textContent = filled(gettext("%(number)s chosen"), { number: chosen.size })
      say()
    }
    const item = (photo) => {
      const made = button("", () => choose(photo), { "data-photo": photo.id })
      made.append(
        element("img", { src: photo.src, alt: photo.alt, loading: "lazy" }),
        element("span", {}, photo.caption || gettext("No caption yet")),
        element("span", { class: "desk-limits" }, photo.limits),
      )
      if (several) made.prepend(element("b", { class: "desk-picker__number" }))
      return element("li", {}, made)
    }
    const show = async () => {
      try {
        const photos = (await search(field.value)).filter(({ id }) => !taken.includes(String(id)))
        status.textContent = photos.length ? "" : gettext("No photo has these words.")
        list.replaceChildren(...photos.map(item))
        if (several) say()
      } catch {
        status.textContent = gettext("The photos could not be read; try again.")
      }
    }
    let waiting
    field.addEventListener("input", () => { clearTimeout(waiting); waiting = setTimeout(show, 200) })
    dialog.addEventListener("keydown", (event) => {
      if (event.key === "Enter" && event.ctrlKey && chosen.size) { event.preventDefault(); dialog.close(); return }
      if (event.target === field && event.key === "Enter") { event.preventDefault(); return }
      move(event, list, field)
    })
    dialog.addEventListener("cancel", () => chosen.clear())
    dialog.addEventListener("close", () => { dialog.remove(); resolve([...chosen.values()]) })
    document.body.append(dialog)
    dialog.showModal()
    show()
  })

/* Arrow keys go from the search to the pictures, and among them. */
const move = (event, list, field) => {
  const items = [...list.querySelectorAll("button")]
  const at = items.indexOf(event.target)
  const across = items.filter((one) => one.offsetTop === items[0]?.offsetTop).length || 1
  const steps = { ArrowRight: 1, ArrowLeft: -1, ArrowDown: across, ArrowUp: -across }
  const step = steps[event.key]
  if (!step || (event.target === field && event.key !== "ArrowDown")) return
  if (at < 0 && event.target !== field) return
  event.preventDefault()
  const to = at < 0 ? 0 : at + step
  if (to < 0) field.focus()
  else items[Math.min(to, items.length - 1)]?.focus()
}
