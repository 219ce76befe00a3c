/* Photos that were dropped on the form and taken in: each is put at the cursor, and more
   than two of them are offered as a gallery. */
import { gettext } from "django-prose-editor/editor"
import { button, element, filled, ngettext } from "desk/dom"
import { enterInserted, insertBlock } from "desk/nodes"
import { learn } from "desk/photos"

const ENOUGH = 3 // photos for a gallery

export const takeArrivals = (editor) => {
  let arrived = []
  const offer = element("p", { class: "desk-arrived", role: "status", hidden: "" })
  editor.view.dom.closest(".prose-editor").append(offer)

  const forget = () => { arrived = []; offer.hidden = true; offer.replaceChildren() }
  const together = () => {
    const { tr } = editor.state
    const found = []
    tr.doc.forEach((node, at) => {
      if (node.type.name === "storyPhoto" && arrived.includes(node.attrs.photo)) found.push([node, at])
    })
    if (!found.length) return
    const photos = found.map(([node]) => node.attrs.photo).join(" ")
    for (const [, at] of found.slice(1).reverse()) tr.delete(at, at + 1)
    const first = found[0][1]
    tr.replaceWith(first, first + 1, editor.schema.nodes.storyGallery.create({ photos }))
    editor.view.dispatch(tr)
    editor.commands.setNodeSelection(first)
    forget()
    enterInserted(editor, "storyGallery")
  }
  document.addEventListener("desk:photo-added", ({ detail }) => {
    learn(detail)
    insertBlock(editor, { type: "storyPhoto", attrs: { photo: String(detail.id) } })
    arrived.push(String(detail.id))
    if (arrived.length < ENOUGH) return
    offer.hidden = false
    offer.replaceChildren(
      `${filled(ngettext(
        "%(number)s photo was put into the text.", "%(number)s photos were put into the text.", arrived.length,
      ), { number: arrived.length })} `,
      button(gettext("Make them one gallery"), together), " ",
      button(gettext("Leave them apart"), () => { forget(); editor.view.focus() }),
    )
  })
}
