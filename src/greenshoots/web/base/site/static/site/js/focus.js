// Moves the focus to what has to be read first, such as the list of errors.
export default function focus(element) {
  element.focus();
}
