// Offer to clear stored answers where the round is not open.
function closed(box) {
  const round = document.body.dataset.page
  const forget = button(words().forget, "link-button", () => {
    store.clear()
    for (const key of waiting(round)) device.remove(key)
    for (const part of document.querySelectorAll(".unkept")) part.remove()
    box.textContent = words().forgotten
  })
  if (store.read() || waiting(round).length) box.append(forget)
}

function start() {
  if (document.querySelector("[data-sent]")) store.clear()
  if (document.querySelector("[data-shared]")) clear_when_idle()
  const box = document.querySelector("p[data-forget]")
  if (box) closed(box)
  const form = document.getElementById("answer")
  if (!form) return
  const plain = form.outerHTML
  try { steps(form) } catch (problem) {
    // Only some of the steps are built: show the form as it was loaded.
    for (const made of document.querySelectorAll(".greeting, .foot")) made.remove()
    form.parentNode.classList.remove("covered", "going")
    form.outerHTML = plain
    throw problem
  }
}

sweep()
start()
if (!("preview" in document.body.dataset)) for (const key of waiting(document.body.dataset.page)) resume(key)
