/* A photo as this story will print it: picture, caption to be written right there, credit,
   whose words they are, and what may not be done with it. */
import { gettext } from "django-prose-editor/editor"
import { button, element, filled } from "desk/dom"
import { photoOf } from "desk/photos"
import { onWriting, photoRows } from "desk/rows"

const STATES = {
  inherits: gettext("follows the library"),
  edited: gettext("edited here"),
  frozen: gettext("frozen when it was published"),
}

const stateOf = (field) => {
  if (!field?.value) return STATES.inherits
  const isAsSaved = field.value === field.defaultValue
  return isAsSaved && field.dataset.state === "frozen" ? STATES.frozen : STATES.edited
}

/* Returns the parts of a photo's figure and what forgets them. `describedBy` is the id of
   what is read out with the caption's field. */
export const printed = (id, { describedBy = "" } = {}) => {
  const picture = element("img", { alt: "", draggable: "false" })
  const caption = element("textarea", { rows: "2", class: "desk-caption" })
  if (describedBy) caption.setAttribute("aria-describedby", describedBy)
  const words = element("p", { class: "desk-figure__words" })
  const limits = element("p", { class: "desk-limits" })
  const doubts = element("ul", { class: "desk-doubts" })
  const more = button(
    gettext("Alt text, credit…"), () => photoRows.open(id, "alt_text", photo?.caption || id),
    { class: "desk-figure__more" },
  )
  let photo = null

  const show = () => {
    if (!photo) return
    const field = photoRows.field(id, "caption")
    const may = photoRows.mayWrite(id)
    const said = field?.value || photo.caption
    caption.readOnly = !may
    more.hidden = !may
    if (document.activeElement !== caption) caption.value = said
    caption.placeholder = gettext("No caption yet: it cannot go out without one.")
    const credit = photoRows.value(id, "credit") || photo.credit
    words.replaceChildren(
      photo.label ? element("strong", { class: "desk-label" }, `${photo.label}. `) : "",
      credit ? `${filled(gettext("Credit: %(credit)s"), { credit })} ` : element("strong", {}, `${gettext("No credit: it cannot go out without one.")} `),
      element("em", {}, `(${stateOf(field)})`),
    )
    limits.textContent = photo.limits
    limits.hidden = !photo.limits
    const isOwn = photoRows.value(id, "alt_text") || photoRows.field(id, "is_decorative")?.checked
    const found = isOwn ? [] : photo.doubts ?? []
    doubts.replaceChildren(...found.map((doubt) => element("li", {}, doubt)))
    doubts.hidden = !found.length
  }
  caption.addEventListener("input", () => {
    const own = caption.value.trim() === photo?.caption.trim() ? "" : caption.value
    photoRows.write(id, "caption", own, photo?.caption || id)
    show()
  })
  caption.addEventListener("blur", show)
  photoRows.standsIn(id)
  photoOf(id).then((found) => {
    photo = found
    if (!found) {
      caption.hidden = more.hidden = picture.hidden = true
      words.textContent = gettext("This photo is not in the library any more.")
      return
    }
    if (found.src) picture.src = found.src
    else picture.hidden = true
    picture.alt = found.alt
    caption.setAttribute("aria-label", filled(
      gettext("Caption here of %(subject)s"), { subject: found.caption || filled(gettext("photo %(number)s"), { number: id }) },
    ))
    show()
  }, () => { words.textContent = filled(gettext("Photo %(number)s"), { number: id }) })
  const forget = onWriting(show)
  return { picture, caption, words: element("div", { class: "desk-figure__text" }, caption, words, limits, doubts, more), forget }
}
