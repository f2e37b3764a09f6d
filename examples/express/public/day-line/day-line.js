/* Bootstrap's tooltips on the stops of the day line. */
for (const stop of document.querySelectorAll('.day-line [data-bs-toggle="tooltip"]')) {
  new bootstrap.Tooltip(stop, { placement: 'top', offset: [0, 10] });
}
