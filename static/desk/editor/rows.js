/* The rows of the form below the text that hold a use's own words: one for each photo,
   one for each embed. What is typed in the text is written there, so that the form saves
   it, and shows it again if it is refused. */

const listeners = new Set()

/* Be told when somebody writes in a row; returns what ends it. */
export const onWriting = (listener) => {
  listeners.add(listener)
  return () => listeners.delete(listener)
}
document.addEventListener("input", (event) => {
  if (event.target.closest?.(".inline-group")) listeners.forEach((tell) => tell())
})

export class Rows {
  #placed = new Set() // keys that stood in the text at some time since the page opened

  constructor(prefix, key) {
    this.prefix = prefix
    this.key = key
  }

  get #all() {
    return [...document.querySelectorAll(`#${this.prefix}-group .inline-related:not(.empty-form)`)]
  }

  #keyOf(row) { return row.querySelector(`[name$="-${this.key}"]`) }

  #find(id) {
    return this.#all.find((row) => this.#keyOf(row)?.value === id)
  }

  /* The field of a use, or null while it has no row, or may not be changed. */
  field(id, name) {
    return this.#find(id)?.querySelector(`[name$="-${name}"]`) ?? null
  }

  value(id, name) { return this.field(id, name)?.value ?? "" }

  /* Whether whoever sits here may write the words of a use. */
  mayWrite(id) {
    return Boolean(this.#find(id) ? this.field(id, "caption") : document.getElementById(`${this.prefix}-empty`))
  }

  /* Write a word of a use; its row is made if there is none. */
  write(id, name, value, label) {
    if (!this.#find(id)) {
      if (!value) return
      this.#make(id, label)
    }
    const field = this.field(id, name)
    if (field) field.value = value
  }

  /* Show the row of a use and put the cursor into a field of it. */
  open(id, name, label) {
    if (!this.#find(id)) this.#make(id, label)
    const field = this.field(id, name)
    field?.closest("details")?.setAttribute("open", "")
    field?.focus()
    field?.scrollIntoView({ block: "center" })
  }

  #make(id, label) {
    document.querySelector(`#${this.prefix}-group .add-row a`)?.click()
    const key = this.#keyOf(this.#all.at(-1))
    if (key.tagName === "SELECT") key.append(new Option(label, id, true, true))
    key.value = id
    window.django?.jQuery?.(key).trigger("change")
  }

  standsIn(id) { this.#placed.add(id) }

  /* Before the form is sent: rows made here for what was taken out again are none. */
  settle(placed) {
    for (const row of this.#all) {
      const key = this.#keyOf(row)
      const isSaved = row.querySelector(`[name$="-id"]`)?.value
      if (!key || isSaved || !this.#placed.has(key.value)) continue
      const name = key.name.replace(new RegExp(`${this.key}$`), "DELETE")
      row.querySelector(`input[type=hidden][name="${name}"]`)?.remove()
      if (placed.has(key.value)) continue
      const gone = document.createElement("input")
      Object.assign(gone, { type: "hidden", name, value: "on" })
      row.append(gone)
    }
  }
}

export const photoRows = new Rows("article_photos", "photo")
export const embedRows = new Rows("article_embeds", "url")
