// Moves to what has to be read first, such as the list of what has to be put right.
export default function focus(element) {
  element.focus();
}
