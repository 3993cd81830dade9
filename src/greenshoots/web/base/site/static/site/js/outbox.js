// What a phone sends: a score, dots. It is sent in the background and repeated until one of our own pages replies.
// The same phone sends for the same vote, so a second attempt replaces the first and does not count twice.
import { ask, changing, ours } from "./ask.js";
import { tab } from "./kept.js";

const name = () => `vote:${location.pathname}`;
const isShared = () => /\/s-[0-9a-v]{20}\//.test(location.pathname);

// The page is plain HTML, so that a phone that cannot do any of this sends the form itself.
export function outbox(root, show) {
  let busy = false;

  async function deliver(job) {
    const said = document.createElement("div");
    said.className = "notice unsent";
    said.setAttribute("role", "status");
    for (let wait = 2; ; wait = Math.min(wait * 2, 30)) {
      const came = await ask("POST", job.to, job.body);
      if (ours(came)) {
        said.remove();
        tab.remove(name());
        return came;
      }
      said.textContent = root.dataset.unsent;
      root.after(said);
      await pause(wait);
    }
  }

  async function send(job, plainly) {
    busy = true;
    if (!isShared()) tab.write(name(), job);
    try {
      const came = await deliver(job);
      show(changing(came.text));
      const first = root.querySelector("[role=alert], [role=status], h2");
      first.tabIndex = -1;
      first.focus();
    } catch (problem) {
      tab.remove(name());
      plainly();
    }
    busy = false;
  }

  root.addEventListener("submit", (event) => {
    const form = event.target;
    if (!form.matches("[data-sends]")) return;
    let job = null;
    const named = form.querySelector("button[name]");
    try {
      const body = new URLSearchParams(new FormData(form));
      if (named) body.set(named.name, named.value);
      job = { to: form.action, body: String(body) };
    } catch (problem) {
      return;
    }
    event.preventDefault();
    if (busy) return;
    for (const button of form.querySelectorAll("button")) button.setAttribute("aria-disabled", "true");
    send(job, () => {
      if (named) form.append(Object.assign(document.createElement("input"), { type: "hidden", name: named.name, value: named.value }));
      form.submit();
    });
  });

  const kept = isShared() ? null : tab.read(name());
  if (kept && root.querySelector("[data-sends]")) send({ to: kept.to, body: kept.body }, () => {});
  else tab.remove(name());
}

function pause(seconds) {
  return new Promise((done) => {
    const stop = () => {
      clearTimeout(timer);
      window.removeEventListener("online", stop);
      document.removeEventListener("visibilitychange", look);
      done();
    };
    const look = () => {
      if (!document.hidden) stop();
    };
    const timer = setTimeout(stop, seconds * 1000);
    window.addEventListener("online", stop);
    document.addEventListener("visibilitychange", look);
  });
}
