// A server whose visitors never write the same text twice: prints the heap that is in use at the end.
import nunjucks from 'nunjucks';
import { createStaticfiles } from '../../../lib/index.ts';
import { print } from './print.ts';

const [, , roots = '', outDir = '', count = '0'] = process.argv;
const quiet = () => {};
const logger = { debug: quiet, info: quiet, warn: quiet, error: quiet };
const staticfiles = createStaticfiles({ roots, outDir, cacheDir: false, debug: false, logger });
const env = staticfiles.install(new nunjucks.Environment(null));
const template = nunjucks.compile(
  '{% staticfile path %}{{ path | staticfile }}{% staticall %}<img src="/a.gif?{{ text }}">{% endstaticall %}',
  env as never,
);

/** What one visitor writes; the paths are cut out of a page, as parsers of requests do. */
const VISITS: readonly ((text: string, at: number) => void)[] = [
  (text) => staticfiles.staticfile(`/a.js?${text}`),
  (text) => staticfiles.slimfile(`/a.css?${text}#${text}`),
  (text) => staticfiles.staticfile(`/missing/${text}.png`),
  (text) => staticfiles.staticfile([`/${text}.js`, `/${text}/b.js`]),
  (text) => staticfiles.staticfile(`/a.js;/${text}.js`),
  (text) =>
    staticfiles.staticall(`<p>${text}</p><img src="/${text}.png"><img src="a.gif?${text}">`),
  (text) =>
    staticfiles.slimcontent(
      `a { color: red } /* ${text} */ .${text.slice(0, 20)} { top: 0 }`,
      'css',
    ),
  (text) => void staticfiles.describe(`/${text}.css`),
  (text) => void staticfiles.isVersioned(`/${text}.0123456789ab.css`),
  (text) => template.render({ path: `/b/${text}.gif`, text }),
  (text) => void staticfiles.staticfile(`${`${text} `.repeat(100)}`.slice(1, 40)),
  (text) => staticfiles.staticfile(`/a.js?${text.repeat(20)}`),
];

for (let at = 0; at < Number(count); at += 1) {
  VISITS[at % VISITS.length]?.(`${at.toString(36)}x${'visitor'.repeat(1 + (at % 20))}`, at);
}
globalThis.gc?.();
print(String(Math.round(process.memoryUsage().heapUsed / 1e6)));
