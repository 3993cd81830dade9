// Makes the rows of a list draggable. Buttons in each row do the same by keyboard and without scripts.
export default function arrange(list) {
  let dragged = null;
  const hint = document.createElement("p");
  hint.className = "hint";
  hint.textContent = list.dataset.hint;
  list.before(hint);
  for (const row of list.children) row.draggable = true;
  list.addEventListener("dragstart", (event) => {
    dragged = event.target.closest("li");
    event.dataTransfer.effectAllowed = "move";
  });
  list.addEventListener("dragover", (event) => {
    const over = event.target.closest("li");
    if (!dragged || !over || over.parentElement !== list) return;
    event.preventDefault();
    const box = over.getBoundingClientRect();
    const below = event.clientY > box.top + box.height / 2;
    if (over !== dragged) list.insertBefore(dragged, below ? over.nextSibling : over);
  });
  list.addEventListener("dragend", () => {
    dragged = null;
  });
}
