// Keeps the address of a phone's page on the phone for a day, so that a person who loses the page does not join a
// second time. It holds no score.
import { device } from "./kept.js";

export default function remember(element) {
  const name = `phone:${element.dataset.room}`;
  if (document.querySelector("[data-ended]")) device.remove(name);
  else device.write(name, { address: location.pathname });
}

export function rejoin(element) {
  const { room } = element.dataset;
  const kept = device.read(`phone:${room}`);
  if (!kept || kept.address.indexOf(`/w/${room}/`) !== 0) return;
  const time = new Date(kept.time).toTimeString().slice(0, 5);
  element.querySelector("[data-at]").textContent = element.querySelector("[data-at]").dataset.at.replace("{time}", time);
  element.querySelector("a").href = kept.address;
  element.hidden = false;
}
