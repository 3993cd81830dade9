// Improves pages that work without scripts: an element with data-module is passed to that module.
import arrange from "./arrange.js";
import busy from "./busy.js";
import copy from "./copy.js";
import focus from "./focus.js";
import { sweep } from "./kept.js";
import live from "./live.js";
import remember, { rejoin } from "./remember.js";

const modules = { arrange, busy, copy, focus, live, rejoin, remember };

function begin(root) {
  for (const element of root.querySelectorAll("[data-module]")) {
    for (const name of element.dataset.module.split(" ")) {
      // A module that fails in this browser must not stop the others.
      try {
        if (modules[name]) modules[name](element);
      } catch (problem) {
        setTimeout(() => {
          throw problem;
        });
      }
    }
  }
}

sweep();
begin(document);
document.addEventListener("arrived", (event) => begin(event.detail));
