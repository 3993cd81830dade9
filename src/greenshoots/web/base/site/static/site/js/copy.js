// Copies the text of the element that data-copy names, and confirms it. The button stays hidden where copying is not possible.
export default function copy(button) {
  const source = document.querySelector(button.dataset.copy);
  if (!navigator.clipboard || !source) return;
  button.hidden = false;
  const label = button.textContent;
  const status = document.createElement("span");
  status.className = "visually-hidden";
  status.setAttribute("role", "status");
  button.after(status);
  button.addEventListener("click", () => {
    const text = source.value === undefined ? source.textContent : source.value;
    const copied = () => {
      button.textContent = status.textContent = button.dataset.copied || label;
      setTimeout(() => {
        button.textContent = label;
        status.textContent = "";
      }, 4000);
    };
    // If the browser refuses, the text is next to the button and can be selected by hand.
    navigator.clipboard.writeText(text.trim()).then(copied, () => {
      button.hidden = true;
    });
  });
}
