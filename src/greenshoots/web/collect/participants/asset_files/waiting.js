// Answers that were sent and not acknowledged yet. They wait on the device, each under its own private code, so that
// closing the page loses nothing; on a device that people share they wait in the open page only.
const queue = PREFIX + "send:"
const flying = new Set()

const body_of = (form) => `${new URLSearchParams(new FormData(form))}&do=send`

function waiting(round) {
  const own = device.keys().filter((key) => key.indexOf(`${queue}/a/${round}`) === 0)
  return own.filter((key) => device.read(key))
}

async function send(form, said) {
  const { round } = form.dataset
  const job = { time: Date.now(), round, to: form.action.split("#")[0], body: body_of(form) }
  const key = `${queue}${address}:${form.elements.code.value}`
  const shared = "shared" in form.dataset
  const kept = !shared && !("preview" in form.dataset) && device.write(key, job)
  // What waits to be sent is no draft any more: it is sent without being shown.
  if (kept) store.clear()
  const stay = (event) => { event.preventDefault(); event.returnValue = "" }
  const show = progress(said, kept)
  if (!kept) addEventListener("beforeunload", stay)
  flying.add(key)
  try {
    const came = await deliver(job, Object.assign({}, show, {
      waiting(...facts) {
        // The next person must not read what waits on a device that people share.
        form.hidden = shared
        return show.waiting(...facts)
      },
    }))
    // What was refused stays for a day or until it is cleared: people may want to copy it.
    if (acknowledged(came, round) || [409, 422].includes(came.status)) device.remove(key)
    return came
  } catch (problem) {
    device.remove(key)
    throw problem
  } finally {
    removeEventListener("beforeunload", stay)
    flying.delete(key)
  }
}

// Sends what waits from an earlier visit. What it holds is shown only if somebody asks.
async function resume(key) {
  const job = device.read(key)
  if (!job || flying.has(key)) return
  flying.add(key)
  const text = words()
  const said = make("p", { textContent: text.unsent.replace("{time}", clock_time(job.time)) })
  const state = make("p", { className: "said" })
  state.setAttribute("role", "status")
  document.querySelector("h1").after(make("div", { className: "notice unsent" }, said, state))
  try {
    const came = await deliver(job, progress(state, true))
    const arrived = acknowledged(came, job.round)
    if (arrived) device.remove(key)
    said.textContent = (arrived ? text.sentNow : text.refused).replace("{time}", clock_time(job.time))
    state.textContent = ""
    state.after(make("p", { className: "buttons" }, button(text.see, "button quiet", () => replace(came.text))))
  } catch (problem) {
    // This browser cannot send by itself: a button sends the same as a page.
    state.textContent = ""
    state.after(make("p", { className: "buttons" }, button(text.send, "button", () => post(job))))
  }
  flying.delete(key)
}

function post(job) {
  const form = make("form", { method: "post", action: job.to, hidden: true })
  for (const [name, value] of new URLSearchParams(job.body)) form.append(make("input", { type: "hidden", name, value }))
  document.body.append(form)
  form.submit()
}

function clock_time(time) {
  const then = new Date(time)
  const today = then.toDateString() === new Date().toDateString()
  const shown = { hour: "2-digit", minute: "2-digit" }
  if (!today) shown.weekday = "long"
  // "en" alone is American English.
  const language = document.documentElement.lang.replace(/^en$/, "en-GB")
  try { return then.toLocaleString(language, shown) } catch (unknown) { return then.toLocaleString() }
}
