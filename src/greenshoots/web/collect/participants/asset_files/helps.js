function warnings(form, made) {
  const text_of = words()
  const only = text_of.onlyWords.toLowerCase().split("|")
  for (const area of form.querySelectorAll("textarea")) {
    const note = make("p", { className: "watch" })
    note.setAttribute("role", "status")
    area.after(note)
    made.push(note)
    area.addEventListener("input", () => {
      const text = area.value.toLowerCase()
      note.textContent = /\S@\S+\.\w/.test(text) ? text_of.mail
        : /\+?\d(?:[\s()-]?\d){8,}/.test(text) ? text_of.phone
        : only.some((words) => text.includes(words)) ? text_of.only : ""
    })
  }
}

function clearable(form, made) {
  for (const set of form.querySelectorAll(".part fieldset")) {
    const radios = [...set.querySelectorAll("input[type=radio]")]
    const clear = button(words().clear, "link-button", () => {
      for (const radio of radios) radio.checked = false
      radios[0].focus()
      form.dispatchEvent(new Event("change"))
    })
    const update = () => { clear.classList.toggle("unseen", !radios.some((radio) => radio.checked)) }
    set.append(clear)
    made.push(clear)
    form.addEventListener("change", update)
    update()
  }
}

function onward(all, back, made) {
  const text = words()
  const [first, check, end] = [all[0], all[all.length - 2], all[all.length - 1]]
  for (const step of all) {
    const name = step === first ? text.start : step === end ? text.send : step === check ? text.review : text.next
    const row = make("div", { className: "buttons" }, button(name, "button"))
    if (step !== first) row.append(button(text.back, "button quiet", back))
    step.append(row)
    made.push(row)
  }
}
