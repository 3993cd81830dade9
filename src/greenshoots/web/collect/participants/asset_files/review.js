function review(form, box, go) {
  const list = make("dl", { className: "list" })
  const row = (name, value, field) => {
    const change = button(words().change, "link-button", () => go(field))
    change.append(make("span", { className: "visually-hidden", textContent: " " + name }))
    const last = make("dd", { className: "change" }, change)
    list.append(make("div", {}, make("dt", { textContent: name }), make("dd", { textContent: value || words().none }), last))
  }
  for (const set of form.querySelectorAll("fieldset, .step > details, .field")) {
    const field = set.querySelector("input, textarea")
    if (set.matches("fieldset")) {
      const chosen = set.querySelector(":checked")
      row(set.querySelector("legend").innerText.trim(), chosen ? chosen.nextElementSibling.innerText : "", field)
    } else if (field.value || field.tagName === "INPUT") {
      row(set.querySelector("label").textContent, field.value, field)
    }
  }
  const before = box.querySelector("dl")
  if (before) before.remove()
  box.querySelector("h2").after(list)
  const blank = ![...new FormData(form)].some(([name, value]) => /^[sw]-/.test(name) && value)
  document.getElementById("blank").classList.toggle("later", !blank)
}
