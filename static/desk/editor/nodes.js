/* What the blocks have in common that stand for photos and embeds: their keys. */

/* Enter on a chosen block goes into it. */
export const enterBlock = (name) => ({ editor }) => {
  const { selection } = editor.state
  if (selection.node?.type.name !== name) return false
  const field = editor.view.nodeDOM(selection.from)?.querySelector("textarea, button")
  field?.focus()
  return Boolean(field)
}

/* Escape in a block goes back to the text, with the block chosen. */
export const leaveBlock = (dom, editor, getPos) => {
  dom.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return
    event.preventDefault()
    editor.commands.setNodeSelection(getPos())
    editor.view.focus()
  })
}

/* What is typed and pressed in a block's fields is not the text's. */
export const isOfField = (event) =>
  Boolean(event.target.closest?.("textarea, button, input")) || /^(drag|drop)/.test(event.type) && Boolean(event.target.closest?.("[data-item]"))

/* Put a block at the cursor, after a block that is chosen, and a paragraph after it if it
   would be the last. In a list it ends the list; a fact box holds none, so it stands after. */
export const insertBlock = (editor, content) => {
  const { $from, $to, to, node } = editor.state.selection
  if ($from.node(1)?.type.name === "storyBox") {
    const end = $from.after(1)
    const isEnd = end >= editor.state.doc.content.size
    editor.commands.insertContentAt(end, isEnd ? [content, { type: "paragraph" }] : content)
    return
  }
  const isNested = $to.depth > 1
  const isLast = !isNested && (node ? to : $to.after(1)) >= editor.state.doc.content.size
  const blocks = isLast ? [content, { type: "paragraph" }] : content
  if (node) editor.commands.insertContentAt(to, blocks)
  else editor.commands.insertContent(blocks)
}

/* Put the cursor into the first field of the block that stands nearest before it. */
export const enterInserted = (editor, name) => {
  let place = null
  editor.state.doc.nodesBetween(0, editor.state.selection.to, (node, at) => {
    if (node.type.name === name) place = at
    return false
  })
  if (place !== null) editor.view.nodeDOM(place)?.querySelector("textarea")?.focus()
}
