// Copies the text of the element that data-copy names, and says so. The button is hidden where nothing can be copied.
export default function copy(button) {
  const source = document.querySelector(button.dataset.copy);
  if (!navigator.clipboard || !source) return;
  button.hidden = false;
  const words = button.textContent;
  const told = document.createElement("span");
  told.className = "visually-hidden";
  told.setAttribute("role", "status");
  button.after(told);
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText((source.value ?? source.textContent).trim());
    button.textContent = told.textContent = button.dataset.copied || words;
    setTimeout(() => {
      button.textContent = words;
      told.textContent = "";
    }, 4000);
  });
}
