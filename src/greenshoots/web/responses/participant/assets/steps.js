function steps(form) {
  const said = form.dataset
  const all = [...form.querySelectorAll(".step")]
  const end = all.at(-1)
  let at = 0, busy = false, changing = false
  const show = (n, field) => {
    at = Math.max(0, Math.min(n, all.length - 1))
    if (all[at] === end) {
      changing = false
      review(form, end, (step, asked) => { changing = true; go(step, asked) })
    }
    all.forEach((step, place) => { step.hidden = place !== at })
    if (field?.closest("details")) field.closest("details").open = true
    form.parentNode.classList.toggle("going", at > 0)
    const target = field ?? (at ? all[at].querySelector("h2") : document.querySelector("h1"))
    target.focus()
    if (!field) scrollTo(0, 0)
  }
  const go = (step, field) => {
    const n = all.indexOf(step)
    if (n !== at) history.pushState({ at: n, pushed: true }, "")
    show(n, field)
    keep()
  }
  const back = () => {
    if (history.state?.pushed) return history.back()
    history.replaceState({ at: at - 1 }, "")
    show(at - 1)
  }
  const keep = () => { if (!busy && !("returning" in said)) store.write({ fields: fields(form), at }) }
  const kept = "filled" in said ? null : store.read()
  if (kept) fill(form, kept.fields)
  warnings(form)
  clearable(form)
  const status = make("p", { className: "said", tabIndex: -1 })
  status.setAttribute("role", "status")
  end.classList.remove("later")
  end.append(document.getElementById("blank"))
  for (const step of all) {
    const words = step === all[0] ? said.start : step === end ? said.send : step === all.at(-2) ? said.review : said.next
    const row = make("div", { className: "buttons" }, button(words, "button"))
    if (step !== all[0]) row.append(button(said.back, "button quiet", back))
    step.append(row)
  }
  const forget = button(said.forget, "link-button", () => {
    store.clear()
    form.reset()
    show(0)
    status.textContent = said.forgotten
  })
  form.querySelector(".plain").remove()
  form.after(make("div", { className: "buttons" }, status, forget))
  form.addEventListener("input", keep)
  form.addEventListener("change", keep)
  form.addEventListener("submit", async (event) => {
    event.preventDefault()
    status.textContent = ""
    const missing = all[at].querySelector(":invalid:not(fieldset)")
    if (missing) return missing.reportValidity()
    if (all[at] !== end) return go(changing ? end : all[at + 1])
    if (busy) return
    keep()
    busy = form.inert = forget.hidden = true
    status.textContent = said.sending
    status.focus()
    replace(await post(form, status))
  })
  form.parentNode.addEventListener("click", (event) => {
    const field = document.getElementById(event.target.closest(".summary a")?.hash.slice(1))
    if (!field?.closest(".step")) return
    event.preventDefault()
    go(field.closest(".step"), field)
  })
  onpopstate = (event) => { if (form.isConnected && event.state) show(event.state.at) }
  const wrong = document.getElementById("faults")
  const target = document.getElementById((wrong?.querySelector("a")?.hash ?? location.hash).slice(1))
  const from = target?.closest(".step") ? all.indexOf(target.closest(".step")) : kept?.at ?? 0
  history.replaceState({ at: from }, "")
  if (from || wrong) show(from)
  else for (const step of all.slice(1)) step.hidden = true
  wrong?.focus()
}

// Where a round takes no answers, what was kept for it can at least be cleared.
function closed(box) {
  const forget = button(box.dataset.forget, "link-button", () => {
    store.clear()
    box.textContent = box.dataset.forgotten
  })
  if (store.read()) box.append(forget)
}

function start() {
  if (document.querySelector("[data-sent]")) store.clear()
  const box = document.querySelector("p[data-forget]")
  if (box) closed(box)
  const form = document.getElementById("answer")
  if (!form) return
  const plain = form.outerHTML
  try { steps(form) } catch (problem) {
    form.outerHTML = plain
    throw problem
  }
}

start()
