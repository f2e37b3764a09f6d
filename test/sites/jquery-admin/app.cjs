const express = require('express');
const nunjucks = require('nunjucks');

const app = express();
nunjucks.configure('views', { express: app, autoescape: true });
app.use(express.static('public'));
app.use('/vendor/jquery', express.static('node_modules/jquery/dist'));
app.use('/vendor/bootstrap', express.static('node_modules/bootstrap/dist'));

app.get('/', (_request, response) => response.render('admin.html', { rows: ['one', 'two'] }));
app.listen(process.env.PORT);
