import express from 'express';
import nunjucks from 'nunjucks';

const govuk = 'node_modules/govuk-frontend/dist';
const app = express();
nunjucks.configure(['views', govuk], { express: app, autoescape: true });
app.use('/assets', express.static(`${govuk}/govuk/assets`));
app.use('/govuk', express.static(`${govuk}/govuk`));

app.get('/', (_request, response) => response.render('page.njk'));
app.listen(process.env.PORT);
