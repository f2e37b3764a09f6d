document.documentElement.dataset.page = 'ready';
