document.body.append('Loaded');
