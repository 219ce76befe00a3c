/* A fact box in the text: a heading, paragraphs and lists, framed. */
import { Node, gettext } from "django-prose-editor/editor"
import { element } from "desk/dom"

const INSIDE = ["paragraph", "heading", "bulletList", "orderedList"]

/* How deep the box is that the cursor stands in; 0 outside any. */
const depthOf = ({ $from }) => {
  for (let depth = $from.depth; depth > 0; depth -= 1) {
    if ($from.node(depth).type.name === "storyBox") return depth
  }
  return 0
}

export const StoryBox = Node.create({
  name: "storyBox",
  group: "block",
  content: `(${INSIDE.join(" | ")})+`,
  defining: true,
  parseHTML: () => [{ tag: "aside" }],
  renderHTML: () => ["aside", {}, 0],
  addNodeView() {
    return () => {
      const dom = element("div", { class: "desk-box", role: "group", "aria-label": gettext("Fact box") })
      return { dom, contentDOM: dom }
    }
  },
  addKeyboardShortcuts() {
    return { "Mod-Alt-f": ({ editor }) => editor.commands.toggleStoryBox() }
  },
  addCommands() {
    return {
      /* Frame the chosen blocks, make an empty paragraph the heading of a box, or take the
         frame away from the box the cursor is in. */
      toggleStoryBox: () => ({ state, commands, chain }) => {
        if (depthOf(state.selection)) return commands.lift(this.name)
        const { $from, empty } = state.selection
        if (!empty || $from.parent.content.size) return commands.wrapIn(this.name)
        return chain().wrapIn(this.name).setNode("heading", { level: 3 }).run()
      },
    }
  },
  addMenuItems({ buttons, menu }) {
    menu.defineItem({
      name: this.name, groups: "nodes", command: (editor) => editor.chain().focus().toggleStoryBox().run(),
      button: buttons.material("fact_check", gettext("Fact box")),
      active: (editor) => editor.isActive("storyBox"),
    })
  },
})
