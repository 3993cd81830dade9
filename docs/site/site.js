// A browser starts no worker for a page that was opened from a folder. The search needs one, so there a hidden frame
// stands in: a script in it takes the messages and answers as a worker would. On a server nothing changes.
if (location.protocol === "file:") {
  window.Worker = class extends EventTarget {
    #frame = document.createElement("iframe");
    #loaded;

    constructor(address) {
      super();
      this.#frame.hidden = true;
      this.#frame.title = "Search";
      document.body.append(this.#frame);
      const inside = this.#frame.contentWindow;
      inside.postMessage = (data) => this.#tell(data);
      inside.importScripts = (...scripts) => {
        for (const script of scripts) this.#load(script);
      };
      this.#loaded = this.#load(address);
    }

    #load(address) {
      const script = this.#frame.contentDocument.createElement("script");
      script.src = new URL(address, location.href);
      const loaded = new Promise((resolve) => script.addEventListener("load", resolve));
      this.#frame.contentDocument.body.append(script);
      return loaded;
    }

    #tell(data) {
      const event = new MessageEvent("message", { data: structuredClone(data) });
      this.dispatchEvent(event);
      this.onmessage?.(event);
    }

    async postMessage(data) {
      await this.#loaded;
      this.#frame.contentWindow.dispatchEvent(new MessageEvent("message", { data: structuredClone(data) }));
    }

    terminate() {
      this.#frame.remove();
    }
  };
}
