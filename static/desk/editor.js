/* The body's editor: what a story may hold, photos and embeds at the cursor, clean paste.
   Sits on django-prose-editor; the text area below it keeps the same HTML. */
import {
  Blockquote, Bold, BulletList, Document, Dropcursor, Extension, Gapcursor, HardBreak,
  Heading, History, Italic, Link, ListItem, Menu, Node, OrderedList, Paragraph, Plugin,
  Subscript, Superscript, Table, TableCell, TableHeader, TableRow, Text,
  createTextareaEditor, gettext, initializeEditors, materialMenuButton, updateAttrsDialog,
} from "django-prose-editor/editor"

const ATTRIBUTE = "data-django-prose-editor-newsroom"

/* What the desk knows of a photo, asked for once a page. */
const known = new Map()
const askFor = async (address, parameters) => {
  const answer = await fetch(`${address}?${new URLSearchParams(parameters)}`)
  if (!answer.ok) throw new Error(`${answer.status}`)
  const { photos } = await answer.json()
  for (const photo of photos) known.set(String(photo.id), photo)
  return photos
}

const element = (name, attributes = {}, ...children) => {
  const made = document.createElement(name)
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value)
  made.append(...children)
  return made
}

/* Let the editor choose a photo by its words: a dialog of thumbnails, all by keyboard. */
const choosePhoto = (address) =>
  new Promise((resolve) => {
    const list = element("ul", { class: "desk-picker__list" })
    const status = element("p", { role: "status" })
    const search = element("input", { type: "search", "aria-label": gettext("Search photos") })
    const close = element("button", { type: "button" }, gettext("Cancel"))
    const dialog = element(
      "dialog", { class: "desk-picker", "aria-label": gettext("Insert a photo") },
      element("p", { class: "desk-picker__top" }, search, close), status, list,
    )
    let chosen = null
    const show = async () => {
      try {
        const photos = await askFor(address, { q: search.value })
        status.textContent = photos.length ? "" : gettext("No photo has these words.")
        list.replaceChildren(...photos.map((photo) => {
          const button = element(
            "button", { type: "button" },
            element("img", { src: photo.src, alt: photo.alt, loading: "lazy" }),
            element("span", {}, photo.caption || gettext("No caption yet")),
            element("span", { class: "desk-limits" }, photo.limits),
          )
          button.addEventListener("click", () => { chosen = photo; dialog.close() })
          return element("li", {}, button)
        }))
      } catch {
        status.textContent = gettext("The photos could not be read; try again.")
      }
    }
    let waiting
    search.addEventListener("input", () => { clearTimeout(waiting); waiting = setTimeout(show, 200) })
    search.addEventListener("keydown", (event) => { if (event.key === "Enter") event.preventDefault() })
    close.addEventListener("click", () => dialog.close())
    dialog.addEventListener("close", () => { dialog.remove(); resolve(chosen) })
    document.body.append(dialog)
    dialog.showModal()
    show()
  })

/* A photo of the library, by its id; its caption here stands in the form below. */
const StoryPhoto = Node.create({
  name: "storyPhoto",
  group: "block",
  atom: true,
  draggable: true,
  addOptions: () => ({ picker: "" }),
  addAttributes: () => ({
    photo: {
      default: null,
      parseHTML: (figure) => figure.getAttribute("data-photo"),
      renderHTML: (attributes) => ({ "data-photo": attributes.photo }),
    },
  }),
  parseHTML: () => [{ tag: "figure[data-photo]" }],
  renderHTML: ({ HTMLAttributes }) => ["figure", HTMLAttributes],
  addNodeView() {
    const { picker } = this.options
    return ({ node }) => {
      const picture = element("img", { alt: "" })
      const words = element("figcaption")
      const dom = element("figure", { class: "desk-figure" }, picture, words)
      const fill = (photo) => {
        picture.src = photo.src
        picture.alt = photo.alt
        words.textContent = [photo.caption, photo.credit].filter(Boolean).join(" ")
      }
      const id = String(node.attrs.photo)
      if (known.has(id)) fill(known.get(id))
      else {
        askFor(picker, { ids: id }).then(([photo]) => {
          if (photo) fill(photo)
          else words.textContent = gettext("This photo is not in the library any more.")
        }, () => { words.textContent = `${gettext("Photo")} ${id}` })
      }
      return { dom }
    }
  },
  addCommands() {
    return {
      insertStoryPhoto: () => ({ editor }) => {
        choosePhoto(this.options.picker).then((photo) => {
          if (!photo) { editor.commands.focus(); return }
          editor.chain().focus()
            .insertContent({ type: "storyPhoto", attrs: { photo: String(photo.id) } }).run()
        })
        return true
      },
    }
  },
  addMenuItems({ buttons, menu }) {
    menu.defineItem({
      name: "storyPhoto", groups: "nodes", command: (editor) => editor.commands.insertStoryPhoto(),
      button: buttons.material("image", gettext("Insert a photo")),
      active: (editor) => editor.isActive("storyPhoto"),
    })
  },
})

/* Something on another site, by its address; readers get it behind a click. */
const StoryEmbed = Node.create({
  name: "storyEmbed",
  group: "block",
  atom: true,
  draggable: true,
  addOptions: () => ({ providers: {} }),
  addAttributes: () => ({
    url: {
      default: null,
      parseHTML: (figure) => figure.getAttribute("data-embed"),
      renderHTML: (attributes) => ({ "data-embed": attributes.url }),
    },
  }),
  parseHTML: () => [{ tag: "figure[data-embed]" }],
  renderHTML: ({ HTMLAttributes }) => ["figure", HTMLAttributes],
  addNodeView() {
    return ({ node }) => ({
      dom: element("figure", { class: "desk-figure" }, element("figcaption", {}, node.attrs.url)),
    })
  },
  addCommands() {
    return {
      insertStoryEmbed: () => ({ editor }) => {
        const names = [...new Set(Object.values(this.options.providers))].join(", ")
        const fields = { url: { type: "string", format: "url", title: gettext("Address") } }
        updateAttrsDialog(fields, { title: `${gettext("Embed from")} ${names}` })(editor, {})
          .then((attributes) => {
            const url = URL.parse?.(attributes?.url ?? "") ?? null
            if (!url) return
            if (url.protocol !== "https:" || !(url.hostname in this.options.providers)) {
              window.alert(`${gettext("Only these can be embedded:")} ${names}`)
              return
            }
            editor.chain().focus()
              .insertContent({ type: "storyEmbed", attrs: { url: url.href } }).run()
          })
        return true
      },
    }
  },
  addMenuItems({ buttons, menu }) {
    menu.defineItem({
      name: "storyEmbed", groups: "nodes", command: (editor) => editor.commands.insertStoryEmbed(),
      button: buttons.material("movie", gettext("Insert an embed")),
      active: (editor) => editor.isActive("storyEmbed"),
    })
  },
})

/* Word writes lists as paragraphs with a typed bullet, and says so in a style only. */
const listsFromWord = (page) => {
  let list = null
  for (const paragraph of page.querySelectorAll("p")) {
    if (!/MsoListParagraph/.test(paragraph.className)) { list = null; continue }
    const marker = paragraph.querySelector("[style*='mso-list:Ignore'], [style*='mso-list: Ignore']")
    const numbered = /^\s*(\d+|[a-z]|[ivx]+)[.)]/i.test(marker?.textContent ?? "")
    marker?.remove()
    if (!list || paragraph.previousElementSibling !== list) {
      list = element(numbered ? "ol" : "ul")
      paragraph.before(list)
    }
    list.append(element("li", {}, element("p", {}, ...paragraph.childNodes)))
    paragraph.remove()
  }
}

const StoryText = Extension.create({
  name: "storyText",
  addProseMirrorPlugins() {
    return [new Plugin({
      props: {
        attributes: { "aria-label": gettext("Body"), spellcheck: "true" },
        transformPastedHTML: (markup) => {
          const page = new DOMParser().parseFromString(markup, "text/html")
          for (const heading of page.querySelectorAll("h1")) {
            heading.replaceWith(element("h2", {}, ...heading.childNodes))
          }
          for (const heading of page.querySelectorAll("h4, h5, h6")) {
            heading.replaceWith(element("h3", {}, ...heading.childNodes))
          }
          listsFromWord(page)
          return page.body.innerHTML
        },
      },
    })]
  },
  onCreate() {
    const count = element("p", { class: "desk-count", role: "status" })
    this.editor.view.dom.closest(".prose-editor").append(count)
    const say = () => {
      const words = this.editor.getText({ blockSeparator: " " }).split(/\s+/).filter(Boolean).length
      count.textContent = `${words} ${gettext("words")}, ${Math.max(1, Math.round(words / 238))} ${gettext("min read")}`
    }
    this.editor.on("update", say)
    say()
  },
})

/* Tiptap puts its styles into the page unless it finds them there, and the policy refuses
   them, once a page, in the console; ours and django-prose-editor's hold all of them. An
   element of no namespace is found, and is no style sheet. */
const found = document.createElementNS(null, "style")
found.setAttribute("data-tiptap-style", "")
document.head.append(found)

initializeEditors((textarea) => {
  if (textarea.closest(".prose-editor")) return
  const { picker, providers } = JSON.parse(textarea.getAttribute(ATTRIBUTE))
  return createTextareaEditor(textarea, [
    Document, Dropcursor, Gapcursor, Paragraph, HardBreak, Text, History, Menu,
    Blockquote, Bold, BulletList, Heading.configure({ levels: [2, 3] }), Italic,
    Link.configure({ enableTarget: false }), ListItem, OrderedList, Subscript, Superscript,
    Table, TableRow, TableHeader, TableCell, StoryText,
    StoryPhoto.configure({ picker }), StoryEmbed.configure({ providers }),
  ])
}, `[${ATTRIBUTE}]`)
