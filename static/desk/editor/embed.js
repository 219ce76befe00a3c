/* Something on another site, by its address; readers get it behind a click. */
import { Node, gettext, updateAttrsDialog } from "django-prose-editor/editor"
import { element } from "desk/dom"

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
