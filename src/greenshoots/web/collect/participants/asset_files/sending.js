// Send one request. It ends after twenty seconds in every browser: some forget the time-out of a request while they
// sleep. Rejects where the browser cannot do it; resolves with null where there was no reply.
function ask(method, to, body) {
  return new Promise((done) => {
    const call = new XMLHttpRequest()
    const give_up = setTimeout(() => { done(null); call.abort() }, 22000)
    const end = (reply) => { clearTimeout(give_up); done(reply) }
    call.open(method, to)
    call.timeout = 20000
    if (body) call.setRequestHeader("Content-Type", "application/x-www-form-urlencoded;charset=UTF-8")
    call.onload = () => end({ status: call.status, text: call.responseText, wait: call.getResponseHeader("Retry-After") })
    call.onerror = call.ontimeout = call.onabort = () => end(null)
    call.send(body)
  })
}

// Only one of our own pages settles a response. A wireless network may reply with its own page as a success, and a
// proxy may refuse before the request reaches us; errors on our side are tried again too.
function settled(reply, round) {
  if (!reply || reply.status >= 500 || [408, 425, 429].includes(reply.status)) return false
  return ["", round].some((name) => reply.text.includes(`<body data-page="${name}"`))
}

const acknowledged = (reply, round) => reply.text.includes(`data-sent="${round}"`)

// Return the page of the reply. Every try sends the same private code, so that nothing counts twice.
async function deliver(job, show) {
  for (let wait = 5; ; wait = Math.min(wait * 2, 60)) {
    show.trying()
    const reply = await ask("POST", job.to, job.body)
    if (settled(reply, job.round)) return reply
    await pause(Math.max(wait, Math.min(Number(reply && reply.wait) || 0, 600)), show, reply)
  }
}

// Wait, or stop early when the connection returns, the page is visible again, or the person presses the button.
function pause(seconds, show, reply) {
  return new Promise((done) => {
    const stop = () => {
      clearInterval(clock)
      removeEventListener("online", stop)
      document.removeEventListener("visibilitychange", on_visible)
      display.remove()
      done()
    }
    const on_visible = () => { if (!document.hidden) stop() }
    const display = show.waiting(reply, stop)
    const clock = setInterval(() => (--seconds > 0 ? display.left(seconds) : stop()), 1000)
    addEventListener("online", stop)
    document.addEventListener("visibilitychange", on_visible)
    display.left(seconds)
  })
}

// Show the progress of sending. Screen readers read the sentence once, and not the seconds next to it.
function progress(status_line, kept) {
  return {
    trying() { status_line.textContent = words().sending },
    waiting(reply, now) {
      const text = words()
      const why = reply ? text.strange : kept ? text.offline : text.offlineOpen
      if (status_line.textContent !== why) status_line.textContent = why
      const clock = make("span", { className: "hint" })
      clock.setAttribute("aria-hidden", "true")
      const row = make("p", { className: "buttons" }, button(text.now, "button quiet", now), clock)
      status_line.after(row)
      if (document.activeElement === status_line) row.firstChild.focus()
      const remove = () => {
        if (row.contains(document.activeElement)) status_line.focus()
        row.remove()
      }
      return { left: (n) => { clock.textContent = text.again.replace("{n}", n) }, remove }
    },
  }
}

function replace(html) {
  const page = new DOMParser().parseFromString(html, "text/html")
  document.title = page.title
  document.body.replaceWith(page.body)
  remember("replaceState", null)
  start()
  const first = document.querySelector("#faults") || document.querySelector("h1")
  first.tabIndex = -1
  first.focus()
  scrollTo(0, 0)
}
