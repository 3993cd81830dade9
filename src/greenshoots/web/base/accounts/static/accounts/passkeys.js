// Shows what needs a passkey if the browser supports passkeys, and shows a message when a passkey could not be used.
if (window.PublicKeyCredential) {
  for (const element of document.querySelectorAll("[data-needs-passkeys]")) element.hidden = false;
  for (const element of document.querySelectorAll("[data-without-passkeys]")) element.hidden = true;
}
document.addEventListener("allauth.error", (event) => {
  event.preventDefault();
  const told = document.querySelector("#passkey-failed");
  if (!told) return;
  told.hidden = false;
  told.focus();
});
