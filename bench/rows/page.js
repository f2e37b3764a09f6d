// What a tag costs in a page: 50 pictures by tag, against the same page with their URLs typed in.
import nunjucks from 'nunjucks';
import { createStaticfiles, identityProxy } from 'nunjucks-staticfile';
import { compare, cpuMs } from '../compare.js';
import { freshFolder, makeTree } from '../tree.js';

const TAGS = 50;
/** Short rounds, so that the two sides meet the same machine; many, so that their medians mean something. */
const RENDERS = 400;
const MEASURE = { rounds: 101, per: RENDERS, unit: 'µs', clock: cpuMs };

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
    tagOfEach: compileLoop(environment, '{% staticfile path %}'),
    eachTyped: compileLoop(environment, '{{ path }}'),
    block: compileBlock(environment, paths, ''),
    blockTyped: compiled((path) => `<a href="/"><img src="${staticfiles.staticfile(path)}"></a>`),
    blockWithNonce: compileBlock(environment, paths, NONCE),
    blockTypedWithNonce: nunjucks.compile(
      NONCE +
        paths
          .map((path) => `<a href="/"><img src="${staticfiles.staticfile(path)}"></a>`)
          .join('\n'),
      environment,
    ),
    context: { paths },
  };
}

const NONCE = '<script nonce="{{ nonce }}">f()</script>';

function compileLoop(environment, tag) {
  return nunjucks.compile(`{% for path in paths %}<img src="${tag}">\n{% endfor %}`, environment);
}

function compileBlock(environment, paths, head) {
  const links = paths.map((path) => `<a href="/"><img src="${path}"></a>`).join('\n');
  return nunjucks.compile(`{% staticall %}${head}${links}{% endstaticall %}`, environment);
}

function renderMany(template, context = {}) {
  return () => {
    for (let count = 0; count < RENDERS; count += 1) {
      Buffer.from(template.render({ ...context, nonce: `n${count}` }));
    }
  };
}

function pairRow(name, [subject, baseline], makeProxy) {
  return {
    name,
    measure: () => {
      const pages = makePages(makeProxy());
      const pair = {
        subject: renderMany(pages[subject], pages.context),
        baseline: renderMany(pages[baseline], pages.context),
      };
      return compare({ ...pair, ...MEASURE });
    },
  };
}

/** Is asked for each URL of each page. */
const seesAll = () => (uri) => uri;

function row(name, makeProxy) {
  return {
    name: `page of ${TAGS} tags, ${name} / URLs typed in`,
    measure: () => {
      const { tagged, typed } = makePages(makeProxy?.());
      const pair = { subject: renderMany(tagged), baseline: renderMany(typed) };
      return compare({ ...pair, ...MEASURE });
    },
  };
}

export const rows = [
  row('final chain', identityProxy),
  row('chain that sees every call', seesAll),
  pairRow(
    `page of ${TAGS} variables by tag / {{ path }}`,
    ['tagOfEach', 'eachTyped'],
    identityProxy,
  ),
  pairRow(
    `page of ${TAGS} variables by tag, chain that sees every call / {{ path }}`,
    ['tagOfEach', 'eachTyped'],
    seesAll,
  ),
  pairRow(
    `staticall of ${TAGS} links, final / URLs typed in`,
    ['block', 'blockTyped'],
    identityProxy,
  ),
  pairRow(
    `staticall of ${TAGS} links, chain that sees every call / URLs typed in`,
    ['block', 'blockTyped'],
    seesAll,
  ),
  pairRow(
    `staticall of ${TAGS} links, a nonce for each page / URLs typed in`,
    ['blockWithNonce', 'blockTypedWithNonce'],
    identityProxy,
  ),
  {
    name: `page of ${TAGS} constants, {{ "…" }} / URLs typed in`,
    measure: () => {
      const { variable, typed } = makePages();
      const pair = { subject: renderMany(variable), baseline: renderMany(typed) };
      return compare({ ...pair, ...MEASURE });
    },
  },
];
