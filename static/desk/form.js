/* The story form: put a suggested topic among the topics with one click. */
document.addEventListener("click", (event) => {
  const button = event.target.closest(".desk-suggestion")
  const topics = document.getElementById("id_tags")
  if (!button || !topics) return
  const { topic } = button.dataset /* a key, or a name with new: before it */
  let option = [...topics.options].find((known) => known.value === topic)
  if (!option) {
    option = new Option(button.textContent.trim(), topic)
    topics.append(option)
  }
  option.selected = true
  /* The admin's search field is select2, which hears jQuery's events only. */
  window.django.jQuery(topics).trigger("change")
  button.remove()
})

/* A word that is no topic yet is offered last, after the topics that match, so that
   Enter takes the known one. */
const search = window.django?.jQuery?.fn.select2
search?.defaults.set("insertTag", (found, word) => { found.push(word) })
/* Marked as new, or a name of digits would be taken for the key of a topic. */
search?.defaults.set("createTag", ({ term }) => {
  const name = term.trim()
  return name ? { id: `new:${name}`, text: name } : null
})

/* A button that posts another form opens the story anew: not while words stand here
   that are not saved. What scripts do to the fields as the page opens is no writing. */
const story = document.getElementById("article_form")
let written = false
for (const kind of ["input", "change"]) {
  story?.addEventListener(kind, (event) => { written ||= event.isTrusted })
}
window.django?.jQuery?.(story).on("select2:select select2:unselect", () => {
  written = true
})
story?.addEventListener("click", (event) => {
  if (event.target.closest(".prose-menubar")) written = true
})
document.getElementById("wire-picture")?.addEventListener("submit", (event) => {
  if (!written) return
  event.preventDefault()
  const help = document.querySelector(".desk-offered .help")
  help.setAttribute("role", "alert")
  help.classList.add("errornote")
  help.replaceChildren(help.textContent) /* said anew each time */
})
