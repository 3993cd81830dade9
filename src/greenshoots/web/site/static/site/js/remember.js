// Keeps the address of a phone's own page on the phone, so that whoever loses the page does not join a second time.
const name = (room) => `greenshoots-workshop-${room}`;

export default function remember(element) {
  try {
    localStorage.setItem(name(element.dataset.room), location.pathname);
  } catch {
    // A browser that keeps nothing: the page itself says to keep it.
  }
}

export function rejoin(element) {
  let address = null;
  try {
    address = localStorage.getItem(name(element.dataset.room));
  } catch {
    return;
  }
  if (!address?.startsWith(`/w/${element.dataset.room}/`)) return;
  element.querySelector("a").href = address;
  element.hidden = false;
}
