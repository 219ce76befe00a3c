/* The lead photo as soon as it is chosen: its picture, its limits, and what is printed. */
import { gettext } from "django-prose-editor/editor"
import { element } from "desk/dom"
import { photoOf } from "desk/photos"

const WORDS = ["lead_caption", "lead_credit", "lead_alt_text"]

export const showLead = () => {
  const field = document.getElementById("id_lead_photo")
  const picture = document.querySelector(".field-lead_picture .readonly")
  const words = document.querySelector(".field-lead_words .readonly")
  if (!field || !picture || !words) return
  const first = field.value
  let photo = null

  const own = (name) => document.getElementById(`id_${name}`)?.value.trim() ?? ""
  const show = () => {
    if (!photo) return
    const isDecorative = document.getElementById("id_lead_is_decorative")?.checked
    const alt = isDecorative ? gettext("none, it is decorative") : own("lead_alt_text") || photo.alt
    const rows = [
      [gettext("Caption"), own("lead_caption") || photo.caption, own("lead_caption") ? gettext("edited here") : gettext("follows the library")],
      [gettext("Credit"), own("lead_credit") || photo.credit],
      [gettext("Alt text"), alt],
    ]
    words.replaceChildren(element("dl", { class: "desk-printed" }, ...rows.flatMap(([name, said, state]) => [
      element("dt", {}, name),
      element("dd", {}, said || "–", ...(state ? [" ", element("em", {}, `(${state})`)] : [])),
    ])))
    const limits = photo.limits ? [element("p", { class: "desk-limits" }, photo.limits)] : []
    const doubts = (own("lead_alt_text") ? [] : photo.doubts ?? []).map((doubt) => element("li", {}, doubt))
    const image = photo.src ? [element("img", { class: "desk-thumb", src: photo.src, width: "120", alt: photo.alt })] : [gettext("No picture yet")]
    picture.replaceChildren(...image, ...limits)
    if (doubts.length) words.append(element("ul", { class: "desk-doubts" }, ...doubts))
  }
  const choose = async () => {
    const id = field.value
    photo = null
    if (!id) {
      picture.textContent = words.textContent = "–"
      return
    }
    try {
      const found = await photoOf(id)
      if (field.value !== id) return
      photo = found
      show()
    } catch {
      picture.textContent = gettext("The photo could not be read; save to see it.")
    }
  }
  picture.setAttribute("aria-live", "polite")
  window.django.jQuery(field).on("change", () => {
    /* Words written for another photo are taken off when it is saved; so they are here. */
    if (photo || field.value !== first) choose()
  })
  for (const name of [...WORDS, "lead_is_decorative"]) {
    document.getElementById(`id_${name}`)?.addEventListener("input", async () => {
      if (!photo && field.value) photo = await photoOf(field.value).catch(() => null)
      show()
    })
  }
}
