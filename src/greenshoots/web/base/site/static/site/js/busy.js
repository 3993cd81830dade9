// A form is sent once: a second press while the first is on its way does nothing.
const PATIENCE = 10000;

export default function busy(form) {
  let sent = false;
  const buttons = () => form.querySelectorAll("button:not([type=button])");
  const ready = () => {
    sent = false;
    for (const button of buttons()) button.removeAttribute("aria-disabled");
  };
  form.addEventListener("submit", (event) => {
    if (sent) {
      event.preventDefault();
      return;
    }
    sent = true;
    for (const button of buttons()) button.setAttribute("aria-disabled", "true");
    // A person who stopped the loading, or whose connection was lost, can press again.
    setTimeout(ready, PATIENCE);
  });
  // A page that comes back from the browser's memory is ready again.
  window.addEventListener("pageshow", ready);
}
