// Makes working pages better: whatever names a module with data-module is given to it. Every page works without.
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
      // What one module cannot do in this browser must not keep the others from their work.
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
