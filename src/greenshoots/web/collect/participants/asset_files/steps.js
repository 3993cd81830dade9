// Turn the one long form into steps. Returns a function that undoes it, for when something fails later.
function steps(form) {
  const text = words()
  const flags = form.dataset
  const all = [...form.querySelectorAll(".step")]
  const end = all[all.length - 1]
  const stores = !["shared", "returning", "preview"].some((name) => name in flags)
  const plain = form.querySelector(".plain")
  const made = []
  let [at, seen] = [0, Date.now()]
  let [busy, changing, undone] = [false, false, false]

  const undo = () => {
    undone = true
    for (const node of made) node.remove()
    for (const step of all) step.hidden = step === end
    end.classList.add("later")
    form.parentNode.classList.remove("covered", "going")
    form.inert = false
    form.append(plain)
  }
  // If anything fails in a step, the whole form is shown again, with the answers in it.
  const safe = (work) => (event) => {
    if (undone) return
    try { return work(event) } catch (problem) { undo(); throw problem }
  }
  const show = (n, field) => {
    at = Math.max(0, Math.min(n, all.length - 1))
    if (all[at] === end) {
      changing = false
      review(form, end, safe((asked) => { changing = true; go(asked.closest(".step"), asked) }))
    }
    all.forEach((step, place) => { step.hidden = place !== at })
    if (field && field.closest("details")) field.closest("details").open = true
    form.parentNode.classList.toggle("going", at > 0)
    const target = field || (at ? all[at].querySelector("h2") : document.querySelector("h1"))
    target.focus()
    if (!field) scrollTo(0, 0)
  }
  const go = (step, field) => {
    const n = all.indexOf(step)
    if (n !== at) remember("pushState", { at: n, pushed: true })
    show(n, field)
    keep()
  }
  const back = safe(() => {
    if (history.state && history.state.pushed) return history.back()
    remember("replaceState", { at: at - 1 })
    show(at - 1)
  })
  const keep = (more) => {
    seen = Date.now()
    if (busy || !stores || !answered(form)) return
    const box = document.getElementById("keep")
    store.write(Object.assign({ time: seen, fields: fields(form), at, chosen: Boolean(box && box.checked) }, more))
  }
  const start_again = () => {
    store.clear()
    empty(form)
    const box = document.getElementById("keep")
    if (box) box.checked = false
    show(0)
  }
  const go_on = (kept) => {
    fill(form, kept.fields)
    const box = document.getElementById("keep")
    if (box) box.checked = kept.chosen
    form.dispatchEvent(new Event("change"))
    show(kept.at)
  }
  const ask_first = (kept) => greet(form, kept, safe(() => go_on(kept)), safe(start_again))
  const kept = "filled" in flags || !stores ? null : store.read()
  // Values that the browser restores into a form, now or a moment later, may be another person's. Values entered while
  // this script was still loading are not: that is a new visit.
  form.autocomplete = "off"
  if (kept || (!("filled" in flags) && reached() !== "navigate")) empty(form)
  warnings(form, made)
  clearable(form, made)
  const status = make("p", { className: "said", tabIndex: -1 })
  status.setAttribute("role", "status")
  end.classList.remove("later")
  end.append(document.getElementById("blank"))
  onward(all, back, made)
  const box = stores ? choice(kept && kept.chosen) : null
  if (box) all[0].lastChild.before(box)
  const forget = button(text.forget, "link-button", safe(() => { start_again(); status.textContent = text.forgotten }))
  plain.remove()
  const foot = make("div", { className: "buttons foot" }, status, forget)
  form.after(foot)
  made.push(foot, box || foot)
  const sent = async () => {
    try {
      replace((await send(form, status)).text)
    } catch (problem) {
      // This browser's script cannot send, or cannot show the reply: the browser sends the form itself.
      busy = false
      keep()
      form.append(make("input", { type: "hidden", name: "do", value: "send" }))
      form.inert = false
      form.submit()
    }
  }
  form.addEventListener("input", safe(() => keep()))
  form.addEventListener("change", safe(() => keep()))
  form.addEventListener("submit", safe((event) => {
    event.preventDefault()
    status.textContent = ""
    const missing = all[at].querySelector(":invalid:not(fieldset)")
    if (missing) return missing.reportValidity()
    if (all[at] !== end) return go(changing ? end : all[at + 1])
    if (busy) return
    keep()
    busy = form.inert = forget.hidden = true
    status.textContent = text.sending
    status.focus()
    sent()
  }))
  form.parentNode.addEventListener("click", safe((event) => {
    const link = event.target.closest(".summary a")
    const field = link && document.getElementById(link.hash.slice(1))
    if (!field || !field.closest(".step")) return
    event.preventDefault()
    go(field.closest(".step"), field)
  }))
  for (const link of document.querySelectorAll("nav a")) link.addEventListener("click", safe(() => keep({ language: true })))
  const awake = (event) => {
    const again = stores && form.isConnected && !busy && !form.parentNode.matches(".covered") ? store.read() : null
    if (again && (event.persisted || Date.now() - seen > LONG_AWAY)) ask_first(again).focus()
    seen = Date.now()
  }
  addEventListener("pageshow", safe((event) => { if (event.persisted) awake(event) }))
  document.addEventListener("visibilitychange", safe((event) => { if (!document.hidden) awake(event) }))
  onpopstate = safe((event) => { if (form.isConnected && event.state) show(event.state.at) })

  const wrong = document.getElementById("faults")
  const first = wrong && wrong.querySelector("a")
  const target = document.getElementById((first ? first.hash : location.hash).slice(1))
  const from = target && target.closest(".step") ? all.indexOf(target.closest(".step")) : 0
  remember("replaceState", { at: from })
  if (from || wrong) show(from)
  else for (const step of all.slice(1)) step.hidden = true
  if (wrong) wrong.focus()
  if (kept && same_visit(kept)) {
    go_on(kept)
    keep()
  }
  else if (kept) ask_first(kept)
  if ("filled" in flags) keep()
  return undo
}
