// Keeps a page where the room is: the stream says that something changed, and the page fetches what changed.
// What somebody is typing stays; a phone that slept looks again when it wakes.
export default function live(root) {
  const { stream, fragment, counts } = root.dataset;
  let asking = false;
  let again = false;
  let wanted = -1;
  let tries = 0;

  const version = () => Number(root.querySelector("[data-version]")?.dataset.version ?? -1);

  async function refresh() {
    if (asking) {
      again = true;
      return;
    }
    asking = true;
    try {
      const answer = await fetch(fragment, { headers: { "X-Fragment": "yes" }, cache: "no-store" });
      if (answer.ok && !answer.redirected) replace(await answer.text());
    } catch {
      // No connection: the stream comes back by itself, and this with it.
    }
    asking = false;
    const behind = version() < wanted && tries < 12;
    if (again) refresh();
    else if (behind) setTimeout(refresh, 300 * (1 + tries));
    tries = behind ? tries + 1 : 0;
    again = false;
  }

  function replace(html) {
    const typed = new Map();
    for (const field of root.querySelectorAll("textarea, input:not([type=hidden])")) {
      const changed = field.type === "radio" || field.type === "checkbox" ? field.checked !== field.defaultChecked : field.value !== field.defaultValue;
      if (changed && field.id) typed.set(field.id, field);
    }
    const place = document.activeElement?.id;
    const before = root.querySelector("h2")?.textContent;
    root.innerHTML = html;
    const same = root.querySelector("h2")?.textContent === before;
    for (const [id, old] of typed) {
      const field = same && document.getElementById(id);
      if (!field) continue;
      field.value = old.value;
      field.checked = old.checked;
    }
    if (place) document.getElementById(place)?.focus();
    document.dispatchEvent(new CustomEvent("arrived", { detail: root }));
    tick();
  }

  async function count() {
    const at = root.querySelector("#counts");
    if (!counts || !at || document.hidden) return;
    try {
      const answer = await fetch(counts, { headers: { "X-Fragment": "yes" }, cache: "no-store" });
      if (answer.ok && !answer.redirected) at.innerHTML = await answer.text();
    } catch {
      // The next look will tell.
    }
  }

  function tick() {
    const timer = root.querySelector("[data-ends]");
    if (!timer) return;
    const left = Math.round((new Date(timer.dataset.ends) - Date.now()) / 1000);
    const minutes = Math.floor(left / 60);
    timer.textContent = left > 0 ? `${minutes}:${String(left % 60).padStart(2, "0")}` : timer.dataset.over;
  }

  // A browser comes back by itself after a lost connection, but gives up where the server answers with an error.
  function follow() {
    const source = new EventSource(stream);
    source.addEventListener("step", (event) => {
      wanted = Math.max(wanted, Number(event.data));
      if (Number(event.data) !== version()) refresh();
    });
    source.addEventListener("error", () => {
      if (source.readyState !== EventSource.CLOSED) return;
      setTimeout(() => {
        refresh();
        follow();
      }, 2000 + Math.random() * 4000);
    });
  }

  if (stream && "EventSource" in window) follow();
  document.addEventListener("visibilitychange", () => {
    if (!document.hidden) refresh();
  });
  window.addEventListener("online", refresh);
  if (counts) setInterval(count, 2500);
  setInterval(tick, 1000);
  tick();
}
