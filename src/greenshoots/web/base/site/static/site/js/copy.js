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
  button.addEventListener("click", () => {
    const text = source.value === undefined ? source.textContent : source.value;
    const copied = () => {
      button.textContent = told.textContent = button.dataset.copied || words;
      setTimeout(() => {
        button.textContent = words;
        told.textContent = "";
      }, 4000);
    };
    // Where the browser refuses, the text stands beside the button and can be marked by hand.
    navigator.clipboard.writeText(text.trim()).then(copied, () => {
      button.hidden = true;
    });
  });
}
