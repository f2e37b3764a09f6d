// What a tag costs in a page: 50 pictures by tag, against the same page with their URLs typed in.
import nunjucks from 'nunjucks';
import { createStaticfiles, identityProxy } from 'nunjucks-staticfile';
import { compare } from '../compare.js';
import { freshFolder, makeTree } from '../tree.js';

const TAGS = 50;
const RENDERS = 2000;

function makePages(fileProxy) {
  const folder = freshFolder();
  const paths = makeTree(`${folder}/root`, TAGS);
  const staticfiles = createStaticfiles({
    roots: `${folder}/root`,
    outDir: `${folder}/out`,
    cacheDir: false,
    debug: false,
    ...(fileProxy && { fileProxy }),
  });
  const environment = new nunjucks.Environment(null, { autoescape: true });
  staticfiles.install(environment);
  const compiled = (line) => nunjucks.compile(paths.map(line).join('\n'), environment);
  return {
    typed: compiled((path) => `<img src="${staticfiles.staticfile(path)}">`),
    tagged: compiled((path) => `<img src="{% staticfile "${path}" %}">`),
    variable: compiled((path) => `<img src="{{ ${JSON.stringify(path)} }}">`),
  };
}

function renderMany(template) {
  return () => {
    for (let count = 0; count < RENDERS; count += 1) Buffer.from(template.render({}));
  };
}

function row(name, makeProxy) {
  return {
    name: `page of ${TAGS} tags, ${name} / URLs typed in`,
    measure: () => {
      const { tagged, typed } = makePages(makeProxy?.());
      const pair = { subject: renderMany(tagged), baseline: renderMany(typed) };
      return compare({ ...pair, rounds: 15, per: RENDERS, unit: 'µs' });
    },
  };
}

export const rows = [
  row('final chain', identityProxy),
  row('chain that sees every call', () => (uri) => uri),
  {
    name: `page of ${TAGS} constants, {{ "…" }} / URLs typed in`,
    measure: () => {
      const { variable, typed } = makePages();
      const pair = { subject: renderMany(variable), baseline: renderMany(typed) };
      return compare({ ...pair, rounds: 15, per: RENDERS, unit: 'µs' });
    },
  },
];
