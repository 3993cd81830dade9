// Keeps a page up to date with the workshop: the stream announces a change, and the page fetches it. What a person is
// typing stays; a phone that slept refreshes when it wakes. Without a connection the screen stays as it is, says so,
// and tries again.
import { ask, changing, ours } from "./ask.js";
import { outbox } from "./outbox.js";

const POLL = 5000;

export default function live(root) {
  const { stream, counts } = root.dataset;
  let asking = false;
  let again = false;
  let wanted = -1;
  let tries = 0;
  let failed = 0;
  let notice = null;
  let later = 0;

  const version = (part = root) => {
    const at = part.querySelector("[data-version]");
    return at ? Number(at.dataset.version) : -1;
  };

  function connected(yes) {
    clearTimeout(later);
    failed = yes ? 0 : failed + 1;
    if (yes && notice) notice.remove();
    if (yes) notice = null;
    // One failure may last only a moment; the second is worth a message.
    else if (failed > 1 && !notice && root.dataset.lost) {
      notice = document.createElement("p");
      notice.className = "notice lost";
      notice.setAttribute("role", "status");
      notice.textContent = root.dataset.lost;
      root.before(notice);
    }
    if (!yes) later = setTimeout(() => refresh(), Math.min(1000 * 2 ** failed, 30000));
  }

  async function refresh(anew) {
    if (asking) {
      again = true;
      return;
    }
    asking = true;
    const came = await ask("GET", root.dataset.fragment).catch(() => null);
    asking = false;
    connected(ours(came));
    if (ours(came) && came.status === 200) arrive(changing(came.text), anew === true);
    const behind = !failed && version() < wanted && tries < 12;
    if (again && !failed) refresh();
    else if (behind) setTimeout(() => refresh(), 300 * (1 + tries));
    tries = behind ? tries + 1 : 0;
    again = false;
  }

  // A page that is up to date stays untouched: a person may be in the middle of it.
  function arrive(part, anew) {
    if (anew || version(part) !== version()) replace(part, !anew);
  }

  function replace(part, keeps) {
    const typed = new Map();
    for (const field of keeps ? root.querySelectorAll("textarea, input:not([type=hidden])") : []) {
      const chosen = field.type === "radio" || field.type === "checkbox";
      const changed = chosen ? field.checked !== field.defaultChecked : field.value !== field.defaultValue;
      if (changed && field.id) typed.set(field.id, field);
    }
    const focused = document.activeElement && document.activeElement.id;
    const title = () => (root.querySelector("h2") || root).textContent;
    const before = title();
    root.textContent = "";
    root.append(...[...part.childNodes].map((node) => document.importNode(node, true)));
    const same = title() === before;
    for (const [id, old] of typed) {
      const field = same && document.getElementById(id);
      if (!field) continue;
      field.value = old.value;
      field.checked = old.checked;
    }
    const place = focused && document.getElementById(focused);
    if (place) place.focus();
    document.dispatchEvent(new CustomEvent("arrived", { detail: root }));
    tick();
  }

  async function count() {
    const at = root.querySelector("#counts");
    if (!at || document.hidden) return;
    const came = await ask("GET", counts).catch(() => null);
    if (came && came.status === 200 && came.to.indexOf(counts) > 0 && !/<html/i.test(came.text)) at.innerHTML = came.text;
  }

  function tick() {
    const timer = root.querySelector("[data-ends]");
    if (!timer) return;
    const left = Math.round((new Date(timer.dataset.ends) - Date.now()) / 1000);
    const minutes = Math.floor(left / 60);
    timer.textContent = left > 0 ? `${minutes}:${String(left % 60).padStart(2, "0")}` : timer.dataset.over;
  }

  // A browser reconnects by itself after a lost connection, but gives up when the server replies with an error.
  function follow() {
    const source = new EventSource(stream);
    source.addEventListener("step", (event) => {
      wanted = Math.max(wanted, Number(event.data));
      if (failed || Number(event.data) !== version()) refresh();
    });
    source.addEventListener("error", () => {
      if (!failed) connected(false);
      if (source.readyState !== 2) return;
      setTimeout(follow, 2000 + Math.random() * 4000);
    });
  }

  if (stream && window.EventSource) follow();
  else if (stream) setInterval(() => refresh(), POLL);
  document.addEventListener("visibilitychange", () => {
    if (!document.hidden) refresh();
  });
  window.addEventListener("online", () => refresh());
  // On a shared phone, a page from the browser's memory may belong to the previous person.
  window.addEventListener("pageshow", (event) => {
    if (event.persisted) refresh(true);
  });
  window.addEventListener("offline", () => connected(false));
  outbox(root, (part) => replace(part, false));
  if (counts) setInterval(count, 2500);
  setInterval(tick, 1000);
  tick();
}
