// A button beside each piece of code that copies it.
for (const block of document.querySelectorAll('pre')) {
  const code = block.textContent;
  const button = document.createElement('button');
  button.type = 'button';
  button.textContent = 'copy';
  button.addEventListener('click', () => navigator.clipboard.writeText(code));
  block.append(button);
}
