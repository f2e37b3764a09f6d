/* The arrow keys turn to the previous and the next picture, where a page has such links. */
addEventListener('keydown', (event) => {
  if (event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
  const direction = { ArrowLeft: 'prev', ArrowRight: 'next' }[event.key];
  const link = direction && document.querySelector(`a[rel="${direction}"]`);
  if (link) link.click();
});
