// Photos dropped or chosen, several at once: each is sent alone, shows how far it is,
// can be stopped, and fails alone. Without this the form sends them all and is answered
// with a page. On a story's form each one taken in is told to the editor, in the order
// in which they were dropped, by the event “desk:photo-added” with the photo in `detail`.

const { gettext, interpolate } = window // of admin:jsi18n
const say = (sentence, values) => interpolate(sentence, values, true)

const form = document.querySelector("[data-intake]")
const AT_ONCE = 3 // files on their way together

const chooser = form?.querySelector("[type=file]")
const panel = form?.querySelector(".desk-intake__jobs")
const list = panel?.querySelector("ul")
const sum = panel?.querySelector("[data-sum]")
const clear = panel?.querySelector("[data-clear]")
const check = panel?.querySelector("[data-check]")
const isStory = form?.hasAttribute("data-story")
const jobs = []

const element = (name, attributes = {}, ...children) => {
  const made = document.createElement(name)
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value)
  made.append(...children)
  return made
}

// One file --------------------------------------------------------------------------

class Job {
  state = "waiting" // then sending, taken, choose, refused, lost, stopped
  photo = null
  told = false

  constructor(file) {
    this.file = file
    this.preview = URL.createObjectURL(file)
    this.said = element("span", { class: "desk-intake__said" }, gettext("Waiting"))
    this.bar = element("progress", { max: "100", value: "0", "aria-label": say(gettext("How far %(file)s is"), { file: file.name }) })
    this.buttons = element("span", { class: "desk-intake__buttons" })
    this.picture = element("img", { src: this.preview, alt: "" })
    this.picture.addEventListener("error", () => { this.picture.style.visibility = "hidden" })
    this.row = element(
      "li", { class: "desk-intake__job" },
      this.picture, element("strong", { class: "desk-intake__name" }, file.name),
      this.bar, this.said, this.buttons,
    )
    this.offer([gettext("Cancel"), () => this.stop()])
  }

  offer(...choices) {
    const hadFocus = this.buttons.contains(document.activeElement)
    this.buttons.replaceChildren(...choices.map(([label, act]) => {
      const name = element("span", { class: "visually-hidden" }, ` ${this.file.name}`)
      const button = element("button", { type: "button", class: "desk-intake__button" }, label, name)
      button.addEventListener("click", act)
      return button
    }))
    if (hadFocus) (this.buttons.querySelector("button") ?? clear).focus()
  }

  become(state, words, ...choices) {
    this.state = state
    this.said.textContent = words
    this.bar.hidden = state !== "sending" && state !== "waiting"
    this.row.classList.toggle("desk-intake__job--refused", ["refused", "lost"].includes(state))
    this.offer(...choices)
    goOn()
  }

  send() {
    this.state = "sending"
    this.said.textContent = gettext("On its way")
    const data = new FormData()
    for (const { name, value } of form.querySelectorAll("[type=hidden][name]")) data.append(name, value)
    data.append("file", this.file)
    const request = new XMLHttpRequest()
    this.request = request
    request.open("POST", form.action)
    request.setRequestHeader("Accept", "application/json")
    request.upload.addEventListener("progress", (event) => {
      if (!event.lengthComputable) return
      const share = Math.floor(100 * event.loaded / event.total)
      this.bar.value = share
      this.said.textContent = share < 100 ? say(gettext("%(share)s % sent"), { share }) : gettext("Sent; being taken in")
    })
    request.addEventListener("load", () => this.answered(request))
    request.addEventListener("error", () => this.lost(gettext("The connection was lost; nothing of it was kept.")))
    request.addEventListener("timeout", () => this.lost(gettext("The connection was lost; nothing of it was kept.")))
    request.send(data)
  }

  answered(request) {
    let answer = null
    try {
      answer = JSON.parse(request.responseText)
    } catch {
      answer = null // a page, of the way in or of a proxy
    }
    if (answer?.photo && answer.alike) {
      this.ask(answer.photo, answer.alike)
    } else if (answer?.photo) {
      this.taken(answer.photo)
    } else if (answer?.error) {
      const choices = isStory && answer.held ? [[gettext("Use that one"), () => this.use(answer.held)]] : []
      this.become("refused", answer.error, ...choices)
    } else if (request.status === 413) {
      this.become("refused", say(gettext("“%(file)s” is too large for this site; export it smaller."), { file: this.file.name }))
    } else if (request.status === 403) {
      this.lost(gettext("It was refused: you may not add photos, or signed in anew meanwhile. Save what you wrote, and load this page again."))
    } else if (request.status === 200) {
      this.lost(gettext("You are signed out; nothing of it was kept. Sign in in another tab."))
    } else {
      this.lost(say(gettext("The newsroom could not take it in (error %(number)s); nothing of it was kept."), { number: request.status }))
    }
  }

  lost(words) {
    this.become("lost", words, [gettext("Try again"), () => { this.bar.value = 0; this.become("waiting", gettext("Waiting"), [gettext("Cancel"), () => this.stop()]) }])
  }

  stop() {
    if (this.state === "sending") this.request.abort()
    this.become("stopped", gettext("Stopped; nothing of it was kept."))
  }

  use(photo) {
    this.photo = photo
    this.become("taken", gettext("The one in the library is used."))
  }

  /* The new one is in the library already; nothing is lost if nobody answers. */
  ask(photo, held) {
    this.photo = photo
    const beside = element("figure", { class: "desk-intake__alike" })
    if (held.src) beside.append(element("img", { src: held.src, alt: "" }))
    const words = [held.caption || gettext("No caption yet"), held.credit, held.limits].filter(Boolean).join(" · ")
    beside.append(element("figcaption", {}, say(gettext("Photo %(number)s, held before: %(words)s"), { number: held.id, words })))
    this.buttons.before(beside)
    this.beside = beside
    this.become(
      "choose", gettext("In the library, but it looks like one that was held before. Its rights may be others."),
      [gettext("Use that one"), () => this.settle("held")], [gettext("Keep both"), () => this.settle("both")],
    )
  }

  async settle(use) {
    const data = new FormData()
    data.append("csrfmiddlewaretoken", form.querySelector("[name=csrfmiddlewaretoken]").value)
    data.append("use", use)
    this.offer()
    try {
      const address = form.dataset.alike.replace("/0/", `/${this.photo.id}/`)
      const answer = await fetch(address, { method: "POST", body: data, headers: { Accept: "application/json" } })
      if (!answer.ok) throw new Error(`${answer.status}`)
      const { photo, kept } = await answer.json()
      const isNew = photo.id === this.photo.id
      this.photo = photo
      this.beside.remove()
      this.become("taken", isNew ? gettext("Both are in the library.") : kept ? gettext("That one is used; this one stays in the library.") : gettext("That one is used; this one was taken out again."))
    } catch {
      this.become(
        "choose", gettext("That could not be done; both are in the library as they were."),
        [gettext("Use that one"), () => this.settle("held")], [gettext("Keep both"), () => this.settle("both")],
      )
    }
  }

  taken(photo) {
    this.photo = photo
    const missing = [[gettext("caption"), photo.caption], [gettext("credit"), photo.credit], [gettext("alt text"), photo.alt]]
      .filter(([, words]) => !words).map(([name]) => name)
    const words = missing.length ? say(gettext("In the library; still without: %(missing)s."), { missing: missing.join(", ") }) : gettext("In the library.")
    this.become("taken", words)
  }

  get isOpen() { return this.state === "waiting" || this.state === "sending" }
}

// All of them -----------------------------------------------------------------------

const count = (...states) => jobs.filter((job) => states.includes(job.state)).length

function goOn() {
  for (const job of jobs) {
    if (count("sending") >= AT_ONCE) break
    if (job.state === "waiting") job.send()
  }
  tell()
  const open = count("waiting", "sending")
  const failed = count("refused", "lost")
  const parts = [say(gettext("%(number)s of %(all)s in the library"), { number: count("taken", "choose"), all: jobs.length })]
  if (failed) parts.push(say(gettext("%(number)s not taken in"), { number: failed }))
  if (count("choose")) parts.push(say(gettext("%(number)s to choose"), { number: count("choose") }))
  if (open) parts.push(say(gettext("%(number)s to come"), { number: open }))
  const words = `${parts.join(", ")}.`
  if (sum.textContent !== words) sum.textContent = words
  clear.hidden = open > 0
  const taken = jobs.filter((job) => ["taken", "choose"].includes(job.state)).map((job) => job.photo.id)
  if (check) {
    check.hidden = !taken.length || open > 0
    check.href = `${check.dataset.check}?ids=${taken.join(",")}`
  }
}

// The editor hears of photos in the order in which they were dropped.
function tell() {
  if (!isStory) return
  for (const job of jobs) {
    if (job.isOpen) break
    if (job.state !== "taken" || job.told) continue
    job.told = true
    const detail = { ...job.photo, src: job.photo.src || job.preview }
    document.dispatchEvent(new CustomEvent("desk:photo-added", { detail }))
  }
}

function take(files) {
  const fresh = [...files].map((file) => new Job(file))
  if (!fresh.length) return
  panel.hidden = false
  const limit = Number(form.dataset.maxBytes)
  for (const job of fresh) {
    jobs.push(job)
    list.append(job.row)
    if (job.file.size > limit) {
      job.become("refused", say(gettext("“%(file)s” is larger than %(number)s megabytes; export it smaller."), { file: job.file.name, number: Math.floor(limit / 2 ** 20) }))
    }
  }
  goOn()
}

/* A folder comes as a file that cannot be read; it is said so instead. */
function filesOf(transfer) {
  const items = [...transfer.items].filter((item) => item.kind === "file")
  const entries = items.map((item) => item.webkitGetAsEntry?.())
  const files = items.map((item) => item.getAsFile())
  const isFolder = (_file, place) => entries[place]?.isDirectory
  for (const folder of files.filter(isFolder)) {
    panel.hidden = false
    const words = say(gettext("“%(folder)s” is a folder: open it and drop the pictures in it."), { folder: folder?.name })
    list.append(element("li", { class: "desk-intake__job desk-intake__job--refused" }, element("span", { class: "desk-intake__said", role: "alert" }, words)))
    clear.hidden = false
  }
  return files.filter((file, place) => file && !isFolder(file, place))
}

/* Files dropped on the text stand after the paragraph they were dropped on. */
function putCursor(event) {
  const text = event.target.closest?.(".ProseMirror")
  if (!text || text === event.target) return
  let block = event.target
  while (block.parentElement !== text) block = block.parentElement
  text.focus()
  const selection = document.getSelection()
  selection.selectAllChildren(block)
  selection.collapseToEnd()
}

if (form) {
  /* A picture of this very page, moved in the text, comes with a file as well. */
  let isOurs = false
  document.addEventListener("dragstart", () => { isOurs = true }, true)
  document.addEventListener("dragend", () => { isOurs = false }, true)
  const holdsFiles = (event) => !isOurs && event.dataTransfer?.types.includes("Files")
  form.querySelector("[type=submit]").hidden = true
  form.querySelector("[data-drop]").hidden = false
  chooser.addEventListener("change", () => {
    take(chooser.files)
    chooser.value = ""
  })
  form.addEventListener("submit", (event) => {
    event.preventDefault()
    take(chooser.files)
    chooser.value = ""
  })
  clear.addEventListener("click", () => {
    for (const job of jobs.splice(0)) if (!isStory) URL.revokeObjectURL(job.preview)
    list.replaceChildren()
    panel.hidden = true
    chooser.focus()
  })
  // A browser would leave the page for a file that is dropped beside its place.
  for (const kind of ["dragenter", "dragover"]) {
    document.addEventListener(kind, (event) => {
      if (!holdsFiles(event)) return
      event.preventDefault()
      event.dataTransfer.dropEffect = "copy"
      form.classList.add("desk-intake--over")
    })
  }
  document.addEventListener("dragleave", (event) => {
    if (!event.relatedTarget) form.classList.remove("desk-intake--over")
  })
  document.addEventListener("drop", (event) => {
    form.classList.remove("desk-intake--over")
    const isMeant = holdsFiles(event)
    isOurs = false
    if (!isMeant) return
    event.preventDefault()
    if (isStory) putCursor(event)
    take(filesOf(event.dataTransfer))
  })
  window.addEventListener("beforeunload", (event) => {
    if (count("waiting", "sending")) event.preventDefault()
  })
}
