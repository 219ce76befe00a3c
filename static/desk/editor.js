/* The body's editor: what a story may hold, photos and embeds at the cursor, clean paste.
   Sits on django-prose-editor; the text area below it keeps the same HTML. */
import {
  Blockquote, Bold, BulletList, Document, Dropcursor, Gapcursor, HardBreak, Heading,
  History, Italic, Link, ListItem, Menu, OrderedList, Paragraph, Subscript, Superscript,
  Table, TableCell, TableHeader, TableRow, Text, createTextareaEditor, initializeEditors,
} from "django-prose-editor/editor"
import { StoryBox } from "desk/box"
import { StoryEmbed } from "desk/embed"
import { StoryGallery } from "desk/gallery"
import { StoryPhoto } from "desk/photo"
import { askAt } from "desk/photos"
import { embedRows, photoRows } from "desk/rows"
import { StoryText } from "desk/text"
import { takeArrivals } from "desk/arrivals"
import { showLead } from "desk/lead"

const ATTRIBUTE = "data-django-prose-editor-newsroom"

/* Tiptap puts its styles into the page unless it finds them there, and the policy refuses
   them, once a page, in the console; ours and django-prose-editor's hold all of them. An
   element of no namespace is found, and is no style sheet. */
const found = document.createElementNS(null, "style")
found.setAttribute("data-tiptap-style", "")
document.head.append(found)

/* The ids of the photos and the addresses of the embeds that stand in the text. */
const placedIn = (editor) => {
  const placed = new Set()
  editor.state.doc.descendants(({ attrs }) => {
    for (const key of `${attrs.photo ?? ""} ${attrs.photos ?? ""} ${attrs.url ?? ""}`.split(" ")) placed.add(key)
  })
  return placed
}

initializeEditors((textarea) => {
  if (textarea.closest(".prose-editor")) return
  const { picker, providers } = JSON.parse(textarea.getAttribute(ATTRIBUTE))
  /* A text that is no story's, such as a page about the paper, places nothing. */
  const placing = picker ? [StoryPhoto, StoryGallery, StoryEmbed.configure({ providers })] : []
  if (picker) askAt(picker)
  const editor = createTextareaEditor(textarea, [
    Document, Dropcursor, Gapcursor, Paragraph, HardBreak, Text, History, Menu,
    Blockquote, Bold, BulletList, Heading.configure({ levels: [2, 3] }), Italic,
    Link.configure({ enableTarget: false }), ListItem, OrderedList, Subscript, Superscript,
    Table, TableRow, TableHeader, TableCell, StoryBox, StoryText,
    ...placing,
  ])
  if (!picker) return editor
  /* django-prose-editor writes nothing for a text of one empty element, such as a gallery. */
  editor.on("update", () => {
    if (!textarea.value && editor.state.doc.firstChild?.isAtom) textarea.value = editor.getHTML()
  })
  takeArrivals(editor)
  showLead()
  textarea.form.addEventListener("submit", () => {
    const placed = placedIn(editor)
    photoRows.settle(placed)
    embedRows.settle(placed)
  })
  return editor
}, `[${ATTRIBUTE}]`)
