import express, { type Request, type Response } from 'express';
import nunjucks from 'nunjucks';

const app = express();
nunjucks.configure('views', { express: app, noCache: true });
app.use(express.static('public'));

interface Guest {
  readonly name: string;
}
const guests: readonly Guest[] = [{ name: 'Ada' }, { name: 'Grace' }];
app.get('/', (_request: Request, response: Response) => {
  response.render('home.njk', { guests });
});
app.listen(process.env['PORT']);
