const LONG_AWAY = 30 * 60 * 1000

// Answers from an earlier visit are shown only when the person chooses to continue with them.
function greet(form, kept, go_on, afresh) {
  const text = words()
  const box = make("section", { className: "step greeting" })
  const heading = make("h2", { tabIndex: -1, textContent: text.greeting.replace("{time}", clock_time(kept.time)) })
  const choose = (act) => () => { box.remove(); form.parentNode.classList.remove("covered"); act() }
  const row = make("div", { className: "buttons" }, button(text.continue, "button", choose(go_on)))
  row.append(button(text.afresh, "button quiet", choose(afresh)))
  box.append(heading, row)
  form.parentNode.classList.add("covered")
  form.before(box)
  return heading
}

// A reload continues where it was, and so does a change of language. Any other visit may be another person's.
function same_visit(kept) {
  const own = tab.read(draft)
  if (!own || own.time !== kept.time) return false
  return own.language || reached() === "reload"
}

// The choice to store answers on the device, off until the person ticks it.
function choice(chosen) {
  if (!device.works) return null
  const text = words()
  const box = make("input", { type: "checkbox", id: "keep", checked: Boolean(chosen) })
  box.setAttribute("aria-describedby", "keep-hint")
  const label = make("label", { textContent: text.keep, htmlFor: "keep" })
  return make("div", { className: "confirm keep" }, box, label, make("p", { className: "hint", id: "keep-hint", textContent: text.keepHint }))
}
