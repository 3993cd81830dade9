// Makes working pages better: whatever names a module with data-module is given to it. Every page works without.
import busy from "./busy.js";
import copy from "./copy.js";
import focus from "./focus.js";

const modules = { busy, copy, focus };

for (const element of document.querySelectorAll("[data-module]")) {
  for (const name of element.dataset.module.split(" ")) modules[name]?.(element);
}
