// How a photo is framed: its focal point and its crops by hand, set in the picture with a
// pointer or with keys, kept in the number fields, and shown at once in previews.

const { gettext } = window // of admin:jsi18n
const control = document.querySelector("[data-focus]")
const fields = ["focal_x", "focal_y"].map((name) => document.getElementById(`id_${name}`))
const STEPS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }
const clamp = (value) => Math.min(1, Math.max(0, value))
const rounded = (value) => Math.round(value * 100) / 100

for (const how of document.querySelectorAll("[data-how]")) how.hidden = false

// Previews ----------------------------------------------------------------------------

const place = (preview, box, [across, down]) => {
  // A box made by hand is shown as it is; without one the focal point decides.
  const { style } = preview.querySelector("img")
  if (box) {
    const [left, top, width, height] = box
    style.objectFit = "fill"
    style.inset = "auto"
    style.inlineSize = `${100 / width}%`
    style.blockSize = `${100 / height}%`
    style.left = `${(-100 * left) / width}%`
    style.top = `${(-100 * top) / height}%`
  } else {
    for (const name of ["objectFit", "inset", "inlineSize", "blockSize", "left", "top"]) style[name] = ""
    style.objectPosition = `${across * 100}% ${down * 100}%`
  }
}

const sidesOf = (words) => (words ? words.split(" ").map(Number) : null)

const previews = [...document.querySelectorAll(".desk-framing [data-crop]")].map((preview) => {
  const image = preview.querySelector("img")
  if (preview.dataset.box) image.src = image.dataset.whole
  return [preview, sidesOf(preview.dataset.box)]
})

// The focal point -------------------------------------------------------------------------

if (control) {
  const image = control.querySelector("img")
  const point = control.querySelector(".desk-focus__point")
  const buttons = control.parentElement.querySelector(".desk-focus__buttons")
  const undo = buttons.querySelector("[data-undo]")
  const where = buttons.querySelector("[data-where]")
  const before = []
  let focus = ["across", "down"].map((side) => Number(control.dataset[side]))

  const show = () => {
    const [x, y] = focus.map((side) => Math.round(side * 100))
    point.hidden = false
    point.style.left = `${x}%`
    point.style.top = `${y}%`
    const said = control.dataset.said.replace("{x}", x).replace("{y}", y)
    where.textContent = said
    control.setAttribute("aria-valuenow", x)
    control.setAttribute("aria-valuetext", said)
    undo.disabled = !before.length
    for (const [preview, box] of previews) place(preview, box, focus)
  }

  const move = (to, { keep = true } = {}) => {
    const next = to.map((side) => rounded(clamp(side)))
    if (next[0] === focus[0] && next[1] === focus[1]) return
    if (keep) before.push(focus)
    focus = next
    fields.forEach((field, side) => {
      field.value = focus[side]
      field.dispatchEvent(new Event("change", { bubbles: true }))
    })
    show()
  }

  const pointed = (event) => {
    const at = image.getBoundingClientRect()
    return [(event.clientX - at.left) / at.width, (event.clientY - at.top) / at.height]
  }

  if (fields.every(Boolean)) {
    control.tabIndex = 0
    control.setAttribute("role", "slider")
    control.setAttribute("aria-roledescription", gettext("point in the picture"))
    control.setAttribute("aria-label", control.dataset.label)
    control.setAttribute("aria-describedby", "focus-help")
    control.setAttribute("aria-valuemin", "0")
    control.setAttribute("aria-valuemax", "100")
    buttons.hidden = false
    control.addEventListener("click", (event) => move(pointed(event)))
    control.addEventListener("keydown", (event) => {
      const step = STEPS[event.key]
      if (!step || event.altKey || event.ctrlKey || event.metaKey) return
      event.preventDefault()
      const by = event.shiftKey ? 0.1 : 0.01
      move(focus.map((side, index) => side + step[index] * by))
    })
    buttons.querySelector("[data-middle]").addEventListener("click", () => move([0.5, 0.5]))
    undo.addEventListener("click", () => move(before.pop(), { keep: false }))
    for (const field of fields) {
      field.addEventListener("input", () => {
        const typed = fields.map((one) => Number(one.value))
        if (fields.some((one) => one.value === "") || typed.some((side) => !(side >= 0 && side <= 1))) return
        before.push(focus)
        focus = typed
        show()
      })
    }
  }
  show()
}

// Crops by hand -----------------------------------------------------------------------

class Cropper {
  constructor(root) {
    this.root = root
    const find = (words) => root.querySelector(words)
    ;[this.across, this.down] = root.dataset.size.split(" ").map(Number)
    this.shape = Number(root.dataset.shape)
    this.image = find("[data-picture] img")
    this.frame = find("[data-frame]")
    this.preview = find("[data-crop]")
    this.buttons = find("[data-buttons]")
    this.where = find("[data-where]")
    this.doubt = find("[data-doubt]")
    this.fields = Object.fromEntries(
      ["left", "top", "width"].map((name) => [name, find(`[data-crop-field="${name}"]`)]),
    )
    this.hand = find('[type=radio][value="hand"]')
    this.widest = Math.min(this.across, Math.floor(this.down * this.shape))
    this.narrowest = Math.min(Number(root.dataset.narrowest), this.widest)
    this.preview.querySelector("img").src = this.preview.querySelector("img").dataset.whole
    this.frame.hidden = false
    root.addEventListener("change", () => this.read())
    root.addEventListener("input", () => this.read())
    if (this.buttons) this.listen()
    this.read()
  }

  // Numbers are in pixels of the whole picture.
  get box() { return { left: this.left, top: this.top, width: this.width, height: this.width / this.shape } }

  read() {
    const how = this.root.querySelector("[type=radio]:checked")?.value
    const boxes = { library: this.root.dataset.library, focus: this.root.dataset.focusBox }
    if (how === "hand") {
      for (const name of ["left", "top", "width"]) this[name] = Number(this.fields[name].value) || 0
    } else {
      const [left, top, width] = sidesOf(boxes[how] ?? boxes.focus)
      this.left = left * this.across
      this.top = top * this.down
      this.width = width * this.across
    }
    this.frame.classList.toggle("desk-cropper__frame--hand", how === "hand")
    this.show()
  }

  put(left, top, width) {
    this.width = Math.round(Math.min(this.widest, Math.max(this.narrowest, width)))
    this.left = Math.round(Math.min(this.across - this.width, Math.max(0, left)))
    this.top = Math.round(Math.min(this.down - this.width / this.shape, Math.max(0, top)))
    this.top = Math.max(0, this.top)
    for (const name of ["left", "top", "width"]) this.fields[name].value = this[name]
    this.hand.checked = true
    this.read()
  }

  resize(by) {
    const width = Math.min(this.widest, Math.max(this.narrowest, this.width + by * this.across))
    const more = width - this.width
    this.put(this.left - more / 2, this.top - more / this.shape / 2, width)
  }

  show() {
    const { left, top, width, height } = this.box
    const box = [left / this.across, top / this.down, width / this.across, Math.min(1, height / this.down)]
    const [x, y, w, h] = box.map((side) => 100 * side)
    Object.assign(this.frame.style, { left: `${x}%`, top: `${y}%`, inlineSize: `${w}%`, blockSize: `${h}%` })
    if (width > 0) place(this.preview, box, [0.5, 0.5])
    const said = this.root.dataset.said
      .replace("{x}", Math.round(x)).replace("{y}", Math.round(y))
      .replace("{w}", Math.round(width)).replace("{all}", this.across)
    if (this.where) this.where.textContent = `${Math.round(width)} × ${Math.round(height)}`
    this.frame.setAttribute("aria-valuenow", Math.round(x))
    this.frame.setAttribute("aria-valuetext", said)
    if (this.doubt) this.doubt.hidden = Math.round(width) >= Number(this.doubt.dataset.doubt)
  }

  listen() {
    const { frame } = this
    frame.tabIndex = 0
    frame.setAttribute("role", "slider")
    frame.setAttribute("aria-roledescription", gettext("frame in the picture"))
    frame.setAttribute("aria-describedby", "crop-help")
    frame.setAttribute("aria-valuemin", "0")
    frame.setAttribute("aria-valuemax", "100")
    this.buttons.hidden = false
    this.buttons.querySelector("[data-smaller]").addEventListener("click", () => this.resize(-0.05))
    this.buttons.querySelector("[data-larger]").addEventListener("click", () => this.resize(0.05))
    frame.addEventListener("keydown", (event) => {
      if (event.altKey || event.ctrlKey || event.metaKey) return
      const step = STEPS[event.key]
      const by = event.shiftKey ? 0.1 : 0.01
      if (step) this.put(this.left + step[0] * by * this.across, this.top + step[1] * by * this.down, this.width)
      else if (event.key === "+" || event.key === "=") this.resize(0.02)
      else if (event.key === "-" || event.key === "_") this.resize(-0.02)
      else return
      event.preventDefault()
    })
    frame.addEventListener("pointerdown", (event) => {
      if (event.button) return
      const from = { x: event.clientX, y: event.clientY, ...this.box }
      const at = this.image.getBoundingClientRect()
      const isCorner = event.target.matches("[data-corner]")
      const drag = (now) => {
        const x = ((now.clientX - from.x) / at.width) * this.across
        const y = ((now.clientY - from.y) / at.height) * this.down
        if (isCorner) {
          const room = Math.min(this.across - from.left, (this.down - from.top) * this.shape)
          this.put(from.left, from.top, Math.min(room, from.width + Math.max(x, y * this.shape)))
        } else this.put(from.left + x, from.top + y, from.width)
      }
      const stop = () => {
        frame.removeEventListener("pointermove", drag)
        frame.removeEventListener("pointerup", stop)
        frame.removeEventListener("pointercancel", stop)
      }
      event.preventDefault()
      frame.focus()
      frame.setPointerCapture(event.pointerId)
      frame.addEventListener("pointermove", drag)
      frame.addEventListener("pointerup", stop)
      frame.addEventListener("pointercancel", stop)
    })
  }
}

for (const root of document.querySelectorAll("[data-cropper]")) new Cropper(root)
