// Give the page that came back; the same code goes with every try, so that nothing counts twice.
async function post(form, said) {
  const body = new URLSearchParams(new FormData(form))
  body.set("do", "send")
  for (let wait = 5; ; wait = Math.min(wait * 2, 60)) {
    try {
      const answer = await fetch(form.action, { method: "POST", body, signal: AbortSignal.timeout(20000) })
      if (answer.status < 500) return await answer.text()
    } catch { /* no connection: wait, and try again */ }
    await pause(wait, form, said)
  }
}

function pause(seconds, form, said) {
  return new Promise((done) => {
    const stop = () => {
      clearInterval(clock)
      removeEventListener("online", stop)
      now.remove()
      said.textContent = form.dataset.sending
      done()
    }
    const tell = () => { said.textContent = form.dataset.offline.replace("{n}", seconds) }
    const now = button(form.dataset.now, "button quiet", stop)
    const clock = setInterval(() => (--seconds > 0 ? seconds % 5 || tell() : stop()), 1000)
    addEventListener("online", stop)
    tell()
    said.after(now)
    now.focus()
  })
}

function replace(html) {
  const page = new DOMParser().parseFromString(html, "text/html")
  document.title = page.title
  document.body.replaceWith(page.body)
  history.replaceState(null, "", location.pathname + location.search)
  start()
  const first = document.querySelector("#faults") || document.querySelector("h1")
  first.tabIndex = -1
  first.focus()
  scrollTo(0, 0)
}
