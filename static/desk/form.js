/* The story form: put a suggested topic among the topics with one click. */
document.addEventListener("click", (event) => {
  const button = event.target.closest(".desk-suggestion")
  const topics = document.getElementById("id_tags")
  if (!button || !topics) return
  const { topic } = button.dataset
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
window.django?.jQuery?.fn.select2?.defaults.set("insertTag", (found, word) => { found.push(word) })
