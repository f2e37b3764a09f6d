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
const VISITS: readonly ((text: string, at: number) => unknown)[] = [
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
  (_text, at) => staticfiles.isVersioned(`/a.${versionOf(at)}.js`),
  (_text, at) => staticfiles.staticfile(`/a.${versionOf(at)}.css`),
  (text, at) => staticfiles.describe(`/a.${versionOf(at)}.css?${text}`),
  (text) => staticfiles.describe([`/${text}.css`, '/a.css'], { slim: true }),
  (text) => staticfiles.describe(`/a.css#${text}`, { slim: true }),
  (text) => staticfiles.slimall(pageOf(text)),
  (text) => staticfiles.staticall(pageOf(text)),
  (text) => staticfiles.slimcontent(pageOf(text), 'html'),
  (text) => staticfiles.slimcontent(pageOf(text)),
  (text) => ask(`/${text}.png`),
  (text) => ask(`/a.js?${text}`),
  (_text, at) => ask(`/a.${versionOf(at)}.js`),
  (text, at) => ask(`/a.${versionOf(at)}.css?${text}`),
  (text, at) => ask(`/${text}.${versionOf(at)}.css`),
  (text, at) => ask(`/a_${text}.${versionOf(at)}.js.map`),
];

const versionOf = (at: number) => at.toString(16).padStart(12, '0');

const pageOf = (text: string) =>
  `<!doctype html><html><head><title>${text}</title><link rel="stylesheet" href="/a.css?${text}">` +
  `<script src="/a.js"></script><script src="/${text}.js"></script><style>.${text}{top:0}</style>` +
  `<script>f("${text}")</script></head><body style="color:red"><img srcset="/a.gif 2x, /${text}.gif 3x">`;

async function ask(target: string): Promise<void> {
  const answer = await staticfiles.handle(new Request(`http://site${target}`));
  await answer?.body?.cancel();
}

const turn = () => new Promise((resolve) => setImmediate(resolve));

for (let at = 0; at < Number(count); at += 1) {
  const visit = VISITS[at % VISITS.length];
  const text = `${at.toString(36)}x${'visitor'.repeat(1 + (at % 20))}`;
  const done = visit?.(text, at);
  if (done instanceof Promise) await done;
  // between two turns of the loop Node holds what it has given out weakly, as responses do
  if (at % 50 === 0) await turn();
}
globalThis.gc?.();
print(String(Math.round(process.memoryUsage().heapUsed / 1e6)));
