/* The text as it is typed and pasted: clean paste, and a count of its words. */
import { Extension, Plugin, gettext } from "django-prose-editor/editor"
import { element, filled } from "desk/dom"

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

export const StoryText = Extension.create({
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
      count.textContent = filled(
        gettext("%(words)s words, %(minutes)s min read"), { words, minutes: Math.max(1, Math.round(words / 238)) },
      )
    }
    this.editor.on("update", say)
    say()
  },
})
