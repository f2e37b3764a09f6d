import { count } from './count.js';

document.querySelector('#count').textContent = `${count('li')} guests`;
