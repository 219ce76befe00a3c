/* A photo in the text, by its id. */
import { Node, gettext } from "django-prose-editor/editor"
import { element } from "desk/dom"
import { enterBlock, insertBlock, isOfField, leaveBlock } from "desk/nodes"
import { choosePhotos } from "desk/picker"
import { printed } from "desk/printed"

export const StoryPhoto = Node.create({
  name: "storyPhoto",
  group: "block",
  atom: true,
  draggable: true,
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
    return ({ node, editor, getPos }) => {
      const parts = printed(String(node.attrs.photo))
      const dom = element(
        "figure", { class: "desk-figure" }, parts.picture, element("figcaption", {}, parts.words),
      )
      leaveBlock(dom, editor, getPos)
      return { dom, stopEvent: isOfField, ignoreMutation: () => true, destroy: parts.forget }
    }
  },
  addKeyboardShortcuts() {
    return {
      Enter: enterBlock(this.name),
      "Mod-Alt-p": ({ editor }) => editor.commands.insertStoryPhoto(),
    }
  },
  addCommands() {
    return {
      insertStoryPhoto: () => ({ editor }) => {
        const title = gettext("Insert a photo")
        choosePhotos({ title }).then(([photo]) => {
          if (photo) insertBlock(editor, { type: "storyPhoto", attrs: { photo: String(photo.id) } })
          editor.view.focus()
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
