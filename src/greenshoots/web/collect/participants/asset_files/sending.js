// One request. The wait ends after twenty seconds in every browser: some forget the time-out of a request while they
// sleep. Rejects where the browser cannot do it; resolves with null where nothing came back.
function ask(method, to, body) {
  return new Promise((done) => {
    const call = new XMLHttpRequest()
    const give_up = setTimeout(() => { done(null); call.abort() }, 22000)
    const end = (came) => { clearTimeout(give_up); done(came) }
    call.open(method, to)
    call.timeout = 20000
    if (body) call.setRequestHeader("Content-Type", "application/x-www-form-urlencoded;charset=UTF-8")
    call.onload = () => end({ status: call.status, text: call.responseText, wait: call.getResponseHeader("Retry-After") })
    call.onerror = call.ontimeout = call.onabort = () => end(null)
    call.send(body)
  })
}

// Only a page of ours settles what was sent. A wireless network may answer with its own page and call it a success, and
// a proxy may refuse before we are asked; errors on our side are tried again too.
function settled(came, round) {
  if (!came || came.status >= 500 || [408, 425, 429].includes(came.status)) return false
  return ["", round].some((name) => came.text.includes(`<body data-page="${name}"`))
}

const acknowledged = (came, round) => came.text.includes(`data-sent="${round}"`)

// Give the page that came back; the same private code goes with every try, so that nothing counts twice.
async function deliver(job, show) {
  for (let wait = 5; ; wait = Math.min(wait * 2, 60)) {
    show.trying()
    const came = await ask("POST", job.to, job.body)
    if (settled(came, job.round)) return came
    await pause(Math.max(wait, Math.min(Number(came && came.wait) || 0, 600)), show, came)
  }
}

// Wait, or less where the connection returns, somebody looks at the page again, or asks for it.
function pause(seconds, show, came) {
  return new Promise((done) => {
    const stop = () => {
      clearInterval(clock)
      removeEventListener("online", stop)
      document.removeEventListener("visibilitychange", look)
      shown.remove()
      done()
    }
    const look = () => { if (!document.hidden) stop() }
    const shown = show.waiting(came, stop)
    const clock = setInterval(() => (--seconds > 0 ? shown.left(seconds) : stop()), 1000)
    addEventListener("online", stop)
    document.addEventListener("visibilitychange", look)
    shown.left(seconds)
  })
}

// What is shown while an answer is on its way. The sentence is read out once; the seconds beside it are not.
function progress(said, kept) {
  return {
    trying() { said.textContent = words().sending },
    waiting(came, now) {
      const text = words()
      const why = came ? text.strange : kept ? text.offline : text.offlineOpen
      if (said.textContent !== why) said.textContent = why
      const clock = make("span", { className: "hint" })
      clock.setAttribute("aria-hidden", "true")
      const row = make("p", { className: "buttons" }, button(text.now, "button quiet", now), clock)
      said.after(row)
      if (document.activeElement === said) row.firstChild.focus()
      const remove = () => {
        if (row.contains(document.activeElement)) said.focus()
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
