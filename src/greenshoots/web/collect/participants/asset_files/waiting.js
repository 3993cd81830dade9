// Answers that were sent and not acknowledged yet. They wait on the device, each under its own private code, so that
// closing the page loses nothing. On a shared device they wait only in the open page.
const queue = PREFIX + "send:"
const flying = new Set()

const body_of = (form) => `${new URLSearchParams(new FormData(form))}&do=send`

function waiting(round) {
  const own = device.keys().filter((key) => key.indexOf(`${queue}/a/${round}`) === 0)
  return own.filter((key) => device.read(key))
}

async function send(form, status_line) {
  const { round } = form.dataset
  const job = { time: Date.now(), round, to: form.action.split("#")[0], body: body_of(form) }
  const key = `${queue}${address}:${form.elements.code.value}`
  const shared = "shared" in form.dataset
  const kept = !shared && !("preview" in form.dataset) && device.write(key, job)
  // Waiting answers are no longer a draft: they are sent without being shown.
  if (kept) store.clear()
  const stay = (event) => { event.preventDefault(); event.returnValue = "" }
  const show = progress(status_line, kept)
  if (!kept) addEventListener("beforeunload", stay)
  flying.add(key)
  try {
    const reply = await deliver(job, Object.assign({}, show, {
      waiting(...details) {
        // The next person must not read waiting answers on a shared device.
        form.hidden = shared
        return show.waiting(...details)
      },
    }))
    // Refused answers stay for a day or until they are cleared: people may want to copy them.
    if (acknowledged(reply, round) || [409, 422].includes(reply.status)) device.remove(key)
    return reply
  } catch (problem) {
    device.remove(key)
    throw problem
  } finally {
    removeEventListener("beforeunload", stay)
    flying.delete(key)
  }
}

// Send answers waiting from an earlier visit. They are shown only when the person asks.
async function resume(key) {
  const job = device.read(key)
  if (!job || flying.has(key)) return
  flying.add(key)
  const text = words()
  const sentence = make("p", { textContent: text.unsent.replace("{time}", clock_time(job.time)) })
  const state = make("p", { className: "said" })
  state.setAttribute("role", "status")
  document.querySelector("h1").after(make("div", { className: "notice unsent" }, sentence, state))
  try {
    const reply = await deliver(job, progress(state, true))
    const arrived = acknowledged(reply, job.round)
    if (arrived) device.remove(key)
    sentence.textContent = (arrived ? text.sentNow : text.refused).replace("{time}", clock_time(job.time))
    state.textContent = ""
    state.after(make("p", { className: "buttons" }, button(text.see, "button quiet", () => replace(reply.text))))
  } catch (problem) {
    // This browser's script cannot send, so a button sends the same answers as a form.
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
  // "en" alone would be American English.
  const language = document.documentElement.lang.replace(/^en$/, "en-GB")
  try { return then.toLocaleString(language, shown) } catch (unknown) { return then.toLocaleString() }
}
