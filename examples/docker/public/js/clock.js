// Shows the time of day.
document.querySelector('time').textContent = new Date().toLocaleTimeString();
