/* The plural forms of the desk's language, as admin:jsi18n has them. */
export const ngettext = window.ngettext ?? ((one, many, number) => (number === 1 ? one : many))

/* Fill the places of a sentence: "Picture %(number)s of %(all)s". */
export const filled = (sentence, values) => sentence.replace(/%\((\w+)\)s/g, (_whole, name) => values[name])

/* Make an element with attributes and children. */
export const element = (name, attributes = {}, ...children) => {
  const made = document.createElement(name)
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value)
  made.append(...children)
  return made
}

/* A button that does something here and sends nothing. */
export const button = (label, act, attributes = {}) => {
  const made = element("button", { type: "button", ...attributes }, label)
  made.addEventListener("click", act)
  return made
}
