/* Something on another site, by its address; readers get it behind a click. The address of
   a video alone in a paragraph, typed or pasted, becomes one. */
import { Node, Plugin, gettext, updateAttrsDialog } from "django-prose-editor/editor"
import { element, filled } from "desk/dom"
import { enterBlock, insertBlock, isOfField, leaveBlock } from "desk/nodes"
import { embedRows, onWriting } from "desk/rows"

const VIDEOS = new Set(["YouTube", "Vimeo"])

const addressOf = (text) => {
  const words = text.trim()
  return /^https:\/\/\S+$/.test(words) ? URL.parse?.(words) ?? null : null
}

/* The block of an embed: what it is called there, and its caption here. */
const embedView = (url, provider) => {
  const known = element("strong", {})
  const fault = element("p", { class: "desk-limits" })
  const caption = element("textarea", {
    rows: "2", class: "desk-caption", "aria-label": filled(gettext("Caption here of %(subject)s"), { subject: url }),
    placeholder: gettext("Caption, if it needs one"),
  })
  const show = () => {
    const row = embedRows.field(url, "url")?.dataset
    known.textContent = `${provider}: ${row?.known || gettext("its title is asked for when the story is saved")}`
    fault.textContent = row?.fault ?? ""
    fault.hidden = !fault.textContent
    caption.hidden = !embedRows.mayWrite(url)
    if (document.activeElement !== caption) caption.value = embedRows.value(url, "caption")
  }
  caption.addEventListener("input", () => embedRows.write(url, "caption", caption.value, url))
  embedRows.standsIn(url)
  show()
  const words = element("div", { class: "desk-figure__text" }, known, element("p", { class: "desk-figure__words" }, url), fault, caption)
  return { dom: element("figure", { class: "desk-figure desk-embed" }, words), forget: onWriting(show) }
}

export const StoryEmbed = Node.create({
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
    return ({ node, editor, getPos }) => {
      const { url } = node.attrs
      const provider = this.options.providers[URL.parse?.(url)?.hostname] ?? ""
      const { dom, forget } = embedView(url, provider)
      leaveBlock(dom, editor, getPos)
      return { dom, stopEvent: isOfField, ignoreMutation: () => true, destroy: forget }
    }
  },
  addKeyboardShortcuts() {
    const enter = enterBlock(this.name)
    return {
      Enter: (keys) => enter(keys) || this.editor.commands.embedTypedAddress(),
      "Mod-Alt-v": ({ editor }) => editor.commands.insertStoryEmbed(),
    }
  },
  addProseMirrorPlugins() {
    const { editor, options } = this
    return [new Plugin({
      props: {
        handlePaste: (view, event) => {
          const { parent } = view.state.selection.$from
          const url = addressOf(event.clipboardData?.getData("text/plain") ?? "")
          if (!url || !VIDEOS.has(options.providers[url.hostname])) return false
          if (parent.type.name !== "paragraph" || parent.content.size) return false
          insertBlock(editor, { type: "storyEmbed", attrs: { url: url.href } })
          return true
        },
      },
    })]
  },
  addCommands() {
    return {
      embedTypedAddress: () => ({ editor, tr, dispatch }) => {
        const { $from, empty } = editor.state.selection
        const url = addressOf($from.parent.textContent)
        const isVideo = url && VIDEOS.has(this.options.providers[url.hostname])
        if (!isVideo || !empty || $from.depth !== 1 || $from.parent.type.name !== "paragraph") return false
        const { nodes } = editor.schema
        const blocks = [nodes.storyEmbed.create({ url: url.href }), nodes.paragraph.create()]
        if (dispatch) {
          tr.replaceWith($from.before(), $from.after(), blocks)
          tr.setSelection(editor.state.selection.constructor.near(tr.doc.resolve($from.before() + 2)))
        }
        return true
      },
      insertStoryEmbed: () => ({ editor }) => {
        const names = [...new Set(Object.values(this.options.providers))].join(", ")
        const fields = { url: { type: "string", format: "url", title: gettext("Address") } }
        updateAttrsDialog(fields, { title: filled(gettext("Embed from %(providers)s"), { providers: names }) })(editor, {})
          .then((attributes) => {
            const url = URL.parse?.(attributes?.url ?? "") ?? null
            if (!url) return
            if (url.protocol !== "https:" || !(url.hostname in this.options.providers)) {
              window.alert(filled(gettext("Only these can be embedded: %(providers)s"), { providers: names }))
              return
            }
            insertBlock(editor, { type: "storyEmbed", attrs: { url: url.href } })
            editor.view.focus()
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
