import nunjucks from 'nunjucks';
import { createSite, page, views } from './site.js';

/** A page as a text: for mails, for a cron job, for files that anything may serve. */
export function render(options) {
  const environment = new nunjucks.Environment(new nunjucks.FileSystemLoader(views), {
    autoescape: true,
  });
  createSite(options).install(environment);
  return environment.render('page.njk', page);
}
