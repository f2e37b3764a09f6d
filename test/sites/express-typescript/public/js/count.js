export function count(selector) {
  return document.querySelectorAll(selector).length;
}
