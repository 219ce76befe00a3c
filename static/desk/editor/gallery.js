/* A gallery in the text: photos in order, each with its caption, moved by keyboard. */
import { Node, gettext, isMacOS } from "django-prose-editor/editor"
import { button, element, filled, ngettext } from "desk/dom"
import { enterBlock, enterInserted, insertBlock, isOfField, leaveBlock } from "desk/nodes"
import { choosePhotos } from "desk/picker"
import { printed } from "desk/printed"

const idsOf = (value) => (value ?? "").split(/\s+/).filter(Boolean)
let galleries = 0

/* Show a gallery and let its order be changed; `change` is told the new ids. */
class GalleryView {
  #items = new Map()
  #dragged = null

  constructor(change) {
    this.change = change
    this.help = element("p", { class: "help", id: `gallery-help-${++galleries}` }, gettext(
      "Alt+↑ and Alt+↓ move a picture, Alt+Delete takes it out, Tab goes to the next caption, Esc back to the text.",
    ))
    this.title = element("strong", {})
    this.status = element("span", { role: "status", class: "visually-hidden" })
    this.list = element("ol", { class: "desk-gallery__list" })
    this.dom = element(
      "figure", { class: "desk-figure desk-gallery" },
      element("p", { class: "desk-gallery__top" }, this.title, button(gettext("Add photos…"), () => this.#add())),
      this.help, this.status, this.list,
    )
  }

  show(ids) {
    this.ids = ids
    const focused = this.list.contains(document.activeElement) ? document.activeElement : null
    for (const [id, item] of this.#items) {
      if (ids.includes(id)) continue
      item.forget()
      item.dom.remove()
      this.#items.delete(id)
    }
    ids.forEach((id, at) => {
      const item = this.#item(id)
      if (this.list.children[at] !== item.dom) this.list.insertBefore(item.dom, this.list.children[at] ?? null)
      item.earlier.disabled = at === 0
      item.later.disabled = at === ids.length - 1
    })
    this.title.textContent = filled(
      ngettext("Gallery of %(number)s picture", "Gallery of %(number)s pictures", ids.length), { number: ids.length },
    )
    if (focused && document.activeElement !== focused) {
      if (focused.disabled) focused.closest("li").querySelector("textarea").focus()
      else focused.focus()
    }
  }

  forget() { for (const item of this.#items.values()) item.forget() }

  #item(id) {
    if (this.#items.has(id)) return this.#items.get(id)
    const parts = printed(id, { describedBy: this.help.id })
    /* Not in the way of Tab from caption to caption: the keys do the same. */
    const tool = (label, act) => button(label, act, { tabindex: "-1" })
    const earlier = tool(gettext("↑ Earlier"), () => this.#move(id, -1))
    const later = tool(gettext("↓ Later"), () => this.#move(id, 1))
    const out = tool(gettext("✕ Take out"), () => this.#takeOut(id))
    const tools = element("p", { class: "desk-gallery__tools" }, earlier, later, out, parts.words.lastChild)
    tools.lastChild.tabIndex = -1
    const dom = element("li", { draggable: "true", "data-item": id }, parts.picture, element("div", {}, parts.words, tools))
    dom.addEventListener("keydown", (event) => this.#key(event, id))
    this.#drag(dom, id)
    const item = { dom, earlier, later, caption: parts.caption, forget: parts.forget }
    this.#items.set(id, item)
    return item
  }

  #key(event, id) {
    if (!event.altKey || event.ctrlKey || event.metaKey) return
    const steps = isMacOS() ? {} : { ArrowLeft: -1, ArrowRight: 1 }
    const step = { ArrowUp: -1, ArrowDown: 1, ...steps }[event.key]
    const isOut = event.key === "Delete" || event.key === "Backspace"
    if (!step && !isOut) return
    event.preventDefault()
    if (isOut) this.#takeOut(id)
    else this.#move(id, step)
  }

  #move(id, step) { this.#put(id, this.ids.indexOf(id) + step) }

  #put(id, to) {
    if (to < 0 || to >= this.ids.length) return
    const ids = this.ids.filter((other) => other !== id)
    ids.splice(to, 0, id)
    this.change(ids)
    this.status.textContent = filled(gettext("Picture %(number)s of %(all)s"), { number: to + 1, all: ids.length })
  }

  #takeOut(id) {
    const at = this.ids.indexOf(id)
    const ids = this.ids.filter((other) => other !== id)
    this.change(ids)
    this.status.textContent = gettext("Taken out")
    if (ids.length) this.#items.get(ids[Math.min(at, ids.length - 1)]).caption.focus()
  }

  #add() {
    choosePhotos({
      several: true, title: gettext("Add photos to the gallery"), done: gettext("Add"), taken: this.ids,
    }).then((photos) => {
      if (!photos.length) return
      const ids = photos.map(({ id }) => String(id))
      this.change([...this.ids, ...ids])
      this.#items.get(ids[0]).caption.focus()
    })
  }

  #drag(dom, id) {
    dom.addEventListener("dragstart", (event) => {
      if (event.target !== dom) return
      this.#dragged = id
      event.dataTransfer.effectAllowed = "move"
    })
    dom.addEventListener("dragend", () => { this.#dragged = null })
    dom.addEventListener("dragover", (event) => { if (this.#dragged) event.preventDefault() })
    dom.addEventListener("drop", (event) => {
      if (!this.#dragged) return
      event.preventDefault()
      this.#put(this.#dragged, this.ids.indexOf(id))
    })
  }
}

export const StoryGallery = Node.create({
  name: "storyGallery",
  group: "block",
  atom: true,
  draggable: true,
  addAttributes: () => ({
    photos: {
      default: "",
      parseHTML: (figure) => figure.getAttribute("data-gallery"),
      renderHTML: (attributes) => ({ "data-gallery": attributes.photos }),
    },
  }),
  parseHTML: () => [{ tag: "figure[data-gallery]" }],
  renderHTML: ({ HTMLAttributes }) => ["figure", HTMLAttributes],
  addNodeView() {
    return ({ node, editor, getPos }) => {
      const view = new GalleryView((ids) => {
        const { tr } = editor.state
        if (ids.length) tr.setNodeMarkup(getPos(), undefined, { photos: ids.join(" ") })
        else tr.delete(getPos(), getPos() + 1)
        editor.view.dispatch(tr)
        if (!ids.length) editor.view.focus()
      })
      view.show(idsOf(node.attrs.photos))
      leaveBlock(view.dom, editor, getPos)
      return {
        dom: view.dom,
        update: (changed) => {
          if (changed.type.name !== "storyGallery") return false
          view.show(idsOf(changed.attrs.photos))
          return true
        },
        stopEvent: isOfField,
        ignoreMutation: () => true,
        destroy: () => view.forget(),
      }
    }
  },
  addKeyboardShortcuts() {
    return {
      Enter: enterBlock(this.name),
      "Mod-Alt-g": ({ editor }) => editor.commands.insertStoryGallery(),
    }
  },
  addCommands() {
    return {
      insertStoryGallery: () => ({ editor }) => {
        choosePhotos({
          several: true, title: gettext("Insert a gallery"), done: gettext("Insert as a gallery"),
        }).then((photos) => {
          if (!photos.length) { editor.view.focus(); return }
          const ids = photos.map(({ id }) => id).join(" ")
          insertBlock(editor, { type: "storyGallery", attrs: { photos: ids } })
          enterInserted(editor, "storyGallery")
        })
        return true
      },
    }
  },
  addMenuItems({ buttons, menu }) {
    menu.defineItem({
      name: "storyGallery", groups: "nodes", command: (editor) => editor.commands.insertStoryGallery(),
      button: buttons.material("photo_library", gettext("Insert a gallery")),
      active: (editor) => editor.isActive("storyGallery"),
    })
  },
})
