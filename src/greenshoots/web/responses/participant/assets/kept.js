// One enabler at a time, answers kept on the device until they are sent, and sending again when the connection is
// lost. The page works without this; if anything here fails, the whole form stands as it came. `assets.py` joins the
// pieces into one file.

const make = (tag, facts, ...children) => {
  const node = Object.assign(document.createElement(tag), facts)
  node.append(...children)
  return node
}
const button = (text, kind, act) => {
  const node = make("button", { type: act ? "button" : "submit", className: kind, textContent: text })
  if (act) node.addEventListener("click", act)
  return node
}
const place = "greenshoots:" + location.pathname
const store = {
  read() { try { return JSON.parse(localStorage.getItem(place)) } catch { return null } },
  write(kept) { try { localStorage.setItem(place, JSON.stringify(kept)) } catch { /* private windows keep nothing */ } },
  clear() { try { localStorage.removeItem(place) } catch { /* there is nothing then */ } },
}

function fields(form) {
  return Object.fromEntries([...new FormData(form)].filter(([name]) => name !== "edition" && name !== "confirm-blank"))
}

function fill(form, kept) {
  for (const [name, value] of Object.entries(kept)) {
    const field = form.elements[name]
    if (!field) continue
    field.value = value
    if (field.tagName === "TEXTAREA" && value) field.closest("details").open = true
  }
}
