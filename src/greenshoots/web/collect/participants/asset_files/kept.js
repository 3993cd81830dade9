// One enabler at a time, answers that survive a reload, and sending again when the connection was lost. The page works
// without this script: if anything in it fails, the whole form is shown as it was loaded and the browser sends it.
// `assets.py` joins the pieces into one file. docs/reference/browsers.md names the oldest browsers that run it, and
// tests/browser/test_old_browsers.py removes what they may lack.

const make = (tag, properties, ...children) => {
  const node = Object.assign(document.createElement(tag), properties)
  node.append(...children)
  return node
}
const button = (text, kind, act) => {
  const node = make("button", { type: act ? "button" : "submit", className: kind, textContent: text })
  if (act) node.addEventListener("click", act)
  return node
}
const words = () => document.body.dataset

const PREFIX = "greenshoots:"
const DAY = 24 * 60 * 60 * 1000
const address = location.pathname
const draft = PREFIX + address

// Storage that never fails: private windows, full disks and browsers without storage store nothing. Entries older than a
// day, or without a time, are ignored.
function shelf(kind) {
  const attempt = (work, instead) => {
    try { return work(window[kind]) } catch (refused) { return instead }
  }
  const fresh = (kept) => (kept && Math.abs(Date.now() - kept.time) < DAY ? kept : null)
  return {
    works: attempt((box) => { box.setItem(PREFIX, ""); box.removeItem(PREFIX); return true }, false),
    read: (key) => attempt((box) => fresh(JSON.parse(box.getItem(key))), null),
    write: (key, kept) => attempt((box) => { box.setItem(key, JSON.stringify(kept)); return true }, false),
    remove: (key) => attempt((box) => box.removeItem(key)),
    keys: () => attempt((box) => Object.keys(box).filter((key) => key.indexOf("greenshoots") === 0), []),
  }
}
const tab = shelf("sessionStorage")
const device = shelf("localStorage")

function sweep() {
  for (const box of [tab, device]) {
    for (const key of box.keys()) if (!box.read(key)) box.remove(key)
  }
}

// Answers that were entered and not sent: in the tab, and on the device only if the person chose that.
const store = {
  read: () => tab.read(draft) || device.read(draft),
  write(kept) {
    tab.write(draft, kept)
    if (kept.chosen) device.write(draft, kept)
    else device.remove(draft)
  },
  clear() {
    tab.remove(draft)
    device.remove(draft)
  },
}

function fields(form) {
  const page = ["edition", "confirm-blank", "keep"]
  const entered = {}
  for (const [name, value] of new FormData(form)) if (!page.includes(name)) entered[name] = value
  return entered
}

const answered = (form) => [...new FormData(form)].some(([name, value]) => /^([gsw]-|viewpoint|name)/.test(name) && value)

function fill(form, kept) {
  for (const name of Object.keys(kept)) {
    const field = form.elements[name]
    if (!field) continue
    field.value = kept[name]
    if (field.tagName === "TEXTAREA" && kept[name]) field.closest("details").open = true
  }
}

// Return how this page was reached: "reload", "back_forward", or another value for a new visit.
function reached() {
  const { performance } = window
  try { return performance.getEntriesByType("navigation")[0].type } catch (unknown) {
    return ["navigate", "reload", "back_forward"][performance && performance.navigation ? performance.navigation.type : 0]
  }
}

// Empty a form, also of values it was loaded with. Its private code and its edition belong to the page and stay.
function empty(form) {
  for (const field of form.elements) {
    if (field.type === "radio") field.checked = field.name === "words-for" && field.value === "1"
    else if (field.type === "checkbox") field.checked = false
    else if (field.tagName === "TEXTAREA" || field.name === "name") field.value = ""
  }
}

// Browsers may refuse an entry in the history: Safari does after a hundred in half a minute.
function remember(how, state) {
  try { history[how](state, "") } catch (refused) { return false }
  return true
}
