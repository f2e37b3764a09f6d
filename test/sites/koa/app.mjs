import { readFile } from 'node:fs/promises';
import Koa from 'koa';
import nunjucks from 'nunjucks';

const environment = nunjucks.configure('views', { autoescape: true });
const app = new Koa();
app.use(async (context, next) => {
  if (context.path === '/') return next();
  const bytes = await readFile(`public${context.path}`).catch(() => undefined);
  if (bytes === undefined) return next();
  context.type = context.path.slice(context.path.lastIndexOf('.'));
  context.body = bytes;
});
app.use(async (context, next) => {
  if (context.path !== '/') return next();
  context.type = 'html';
  context.body = environment.render('home.njk', { name: 'Ada' });
});
app.listen(process.env.PORT);
