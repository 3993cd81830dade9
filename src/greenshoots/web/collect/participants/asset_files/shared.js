// A shared device stores nothing, and clears the page of a person who has walked away.
const QUIET = { form: 5 * 60, page: 2 * 60 }
const WARNED = 60
let quiet_since = 0, timer = null, warning = null

function touched() {
  quiet_since = Date.now()
  if (warning) warning.remove()
  warning = null
}

function clear_when_idle() {
  store.clear()
  touched()
  if (timer) return
  for (const kind of ["input", "change", "click", "keydown", "touchstart", "scroll"]) {
    addEventListener(kind, touched, { capture: true, passive: true })
  }
  timer = setInterval(check_idle, 1000)
  // The browser may restore the page of the person before, so it is loaded again.
  addEventListener("pageshow", (event) => { if (event.persisted) location.reload() })
}

function check_idle() {
  const form = document.getElementById("answer")
  const clean = form && !answered(form) && !document.querySelector(".going")
  if (clean || flying.size) return touched()
  const left = (form ? QUIET.form : QUIET.page) + WARNED - Math.floor((Date.now() - quiet_since) / 1000)
  if (left <= 0) return next_person()
  if (left > WARNED) return
  if (!warning) {
    const text = make("p", { textContent: words().idle })
    text.setAttribute("role", "alert")
    const clock = make("p", { className: "hint" })
    clock.setAttribute("aria-hidden", "true")
    warning = make("div", { className: "notice idle" }, text, clock, button(words().stay, "button", touched))
    document.querySelector("main").append(warning)
  }
  warning.querySelector(".hint").textContent = words().idleLeft.replace("{n}", left)
}

// Replace this page by a fresh one. Without a connection the answers are cleared all the same.
async function next_person() {
  touched()
  const form = document.getElementById("answer")
  if (form) empty(form)
  document.querySelector("main").textContent = ""
  const reply = await ask("GET", address).catch(() => null)
  if (settled(reply, document.body.dataset.page)) replace(reply.text)
  else document.querySelector("main").append(button(words().next, "button", () => location.replace(address)))
}
