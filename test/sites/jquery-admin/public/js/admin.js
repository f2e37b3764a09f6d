$(() => {
  $('tr:odd').addClass('odd');
  $('button').text(`Save ${$('tr').length}`);
});
