// A request that ends after twenty seconds in every browser. Resolves with null if no reply came, and rejects if the
// browser cannot send it.
export function ask(method, to, body) {
  return new Promise((done) => {
    const call = new XMLHttpRequest();
    const giveUp = setTimeout(() => {
      done(null);
      call.abort();
    }, 22000);
    const end = (came) => {
      clearTimeout(giveUp);
      done(came);
    };
    call.open(method, to);
    call.timeout = 20000;
    if (body) call.setRequestHeader("Content-Type", "application/x-www-form-urlencoded;charset=UTF-8");
    else call.setRequestHeader("X-Fragment", "yes");
    call.onload = () => end({ status: call.status, text: call.responseText, to: call.responseURL });
    call.onerror = call.ontimeout = call.onabort = () => end(null);
    call.send(body);
  });
}

// Whether a reply is one of our own pages. A wireless network may reply with its own page and call it a success.
export function ours(came) {
  return Boolean(came) && came.status < 500 && ![408, 425, 429].includes(came.status) && /data-(version|ours)/.test(came.text);
}

// The element with the changing part of a page: from a whole page, or from that part alone.
export function changing(text) {
  const page = new DOMParser().parseFromString(text, "text/html");
  return page.querySelector("[data-module~=live]") || page.body;
}
