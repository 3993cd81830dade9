// What pages of a workshop keep in the browser, with the time. The next page removes what is older than a day.
const PREFIX = "greenshoots";
const DAY = 24 * 60 * 60 * 1000;

function read(box, key) {
  try {
    const kept = JSON.parse(box.getItem(key));
    return kept && Math.abs(Date.now() - kept.time) < DAY ? kept : null;
  } catch (unreadable) {
    return null;
  }
}

// Browsers refuse storage in private windows, and each write when the storage is full.
function shelf(kind) {
  const attempt = (work, instead) => {
    try {
      return work(window[kind]);
    } catch (refused) {
      return instead;
    }
  };
  return {
    read: (name) => attempt((box) => read(box, `${PREFIX}:${name}`), null),
    write: (name, facts) =>
      attempt((box) => box.setItem(`${PREFIX}:${name}`, JSON.stringify(Object.assign({ time: Date.now() }, facts)))),
    remove: (name) => attempt((box) => box.removeItem(`${PREFIX}:${name}`)),
    sweep: () =>
      attempt((box) => {
        for (const key of Object.keys(box)) if (key.indexOf(PREFIX) === 0 && !read(box, key)) box.removeItem(key);
      }),
  };
}

export const tab = shelf("sessionStorage");
export const device = shelf("localStorage");

export function sweep() {
  tab.sweep();
  device.sweep();
}
