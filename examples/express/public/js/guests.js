const form = document.querySelector('#guest');
form.hidden = false;
form.addEventListener('submit', async (event) => {
  event.preventDefault();
  const { name, picture } = form.elements;
  const [file] = picture.files;
  const answer = await fetch(`/guests/${name.value}`, {
    method: 'PUT',
    headers: { 'content-type': file.type },
    body: file,
  });
  if (answer.ok) location.reload();
});
