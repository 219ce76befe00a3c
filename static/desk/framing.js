// The focal point of a photo: set in the picture with a pointer or with the arrow keys,
// kept in the two number fields, and shown at once in a preview of every crop.

const control = document.querySelector("[data-focus]")
const fields = ["focal_x", "focal_y"].map((name) => document.getElementById(`id_${name}`))
const STEPS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }
const clamp = (value) => Math.min(1, Math.max(0, value))
const rounded = (value) => Math.round(value * 100) / 100

// Previews ----------------------------------------------------------------------------

export const place = (preview, box, [across, down]) => {
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

export const sidesOf = (words) => (words ? words.split(" ").map(Number) : null)

const previews = [...document.querySelectorAll(".desk-framing [data-crop]")].map((preview) => {
  const image = preview.querySelector("img")
  if (preview.dataset.box) image.src = image.dataset.whole
  return [preview, sidesOf(preview.dataset.box)]
})

// The control -------------------------------------------------------------------------

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
    control.setAttribute("aria-roledescription", "point in the picture")
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
