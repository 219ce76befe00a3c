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
