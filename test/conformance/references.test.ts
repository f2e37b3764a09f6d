// Replays the sheets and modules of other pipelines' own tests, where these lie beside the project.
import assert from 'node:assert/strict';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { parse } from 'es-module-lexer/js';
import { createStaticfiles } from '../support/create.ts';
import { collectLog } from '../support/log.ts';
import { sampled } from '../support/sampled.ts';
import { createSite } from '../support/site.ts';

const FOLDER = fileURLToPath(new URL('../../../shared/conformance/', import.meta.url));

interface Case {
  readonly id: string;
  readonly level: 'must' | 'should' | 'either';
  readonly stylesheet?: string;
  readonly script?: string;
  readonly files: readonly string[];
  readonly input: string;
  readonly refs: readonly {
    value: string;
    rewrite: string | null;
    suffix?: string;
    kind: string;
  }[];
}

type Check = (
  given: Case,
  css: string,
  unversion: (value: string) => string | null,
  options?: { comments?: boolean },
) => { ok: boolean; fails: unknown[] };

/** DESIGN and the issue want a source map that is not there named no more; peers keep the comment. */
function hasLostMap({ refs }: Case): boolean {
  return refs.some(({ kind, rewrite, value }) => {
    return kind === 'sourcemap' && rewrite === null && !/^(?:data:|[a-z]+:\/\/|\/\/)/.test(value);
  });
}

/** Converts the input of a case; answers the output and what names a file of the case. */
function convert(given: Case) {
  const asked = given.stylesheet ?? given.script ?? '';
  const text = (file: string) => (/\.m?js$/.test(file) ? 'export default 1;\n' : '/* a file */');
  const files = Object.fromEntries(given.files.map((file) => [file.slice(1), text(file)]));
  const site = createSite({ ...files, [asked.slice(1)]: given.input });
  const staticfiles = createStaticfiles({
    roots: site.root,
    outDir: site.outDir,
    logger: collectLog(),
    debug: false,
  });
  const url = staticfiles.staticfile(encodeURI(asked).replace(/[?#;]/g, encodeURIComponent));
  const output = fs.readFileSync(path.join(site.outDir, decodeURIComponent(url)), 'utf8');
  const known = new Set([...given.files, asked]);
  const unversion = (value: string): string | null => {
    const { pathname } = new URL(value.replace(/[?#].*$/s, ''), `http://site${url}`);
    const versioned = decodeURIComponent(pathname);
    const plain = versioned.replace(/\.[0-9a-f]{12}(?=\.[^./]*$|$)/, '');
    return plain !== versioned && known.has(plain) ? plain : null;
  };
  return { output, unversion: (value: string) => (isUrl(value) ? unversion(value) : null) };
}

function isUrl(value: string): boolean {
  return (
    !/^(?:\s*$|\s*[#?]|[a-z][a-z0-9+.-]*:|\/\/)/i.test(value) && URL.canParse(value, 'http://site/')
  );
}

function replaySheet(check: Check, given: Case): void {
  const { output, unversion } = convert(given);
  const { ok, fails } = check(given, output, unversion, { comments: !hasLostMap(given) });
  if (given.level !== 'either') assert.ok(ok, JSON.stringify(fails));
  if (hasLostMap(given)) assert.doesNotMatch(output, /sourceMappingURL=(?!data:)/);
}

function replayModule(given: Case): void {
  const { output, unversion } = convert(given);
  const found = parse(output)[0].flatMap(({ specifier, ...each }) =>
    typeof specifier === 'string' && !('glob' in each && each.glob) ? [specifier] : [],
  );
  if (given.level === 'either') return;
  assert.equal(found.length, given.refs.length);
  for (const [at, { value, rewrite, suffix = '' }] of given.refs.entries()) {
    const written = found[at] ?? '';
    if (rewrite === null) assert.equal(written, value);
    else {
      assert.match(written, /^\.{0,2}\//);
      assert.equal(unversion(written), rewrite);
      assert.ok(written.endsWith(suffix));
    }
  }
}

describe('conformance: references', () => {
  if (!fs.existsSync(FOLDER)) {
    it('is not replayed: ../shared/conformance is not there', function () {
      this.skip();
    });
    return;
  }
  const { href } = pathToFileURL(path.join(FOLDER, 'check.mjs'));
  let check: Check;
  before(async () => {
    // the checker finds css-tree from here, not from where it lies
    const checker = fs.readFileSync(fileURLToPath(href), 'utf8');
    const site = createSite({});
    const copy = path.join(site.root, 'check.mjs');
    const tree = pathToFileURL(path.resolve('node_modules/css-tree/lib/index.js')).href;
    fs.writeFileSync(copy, checker.replace(/from 'css-tree'/, `from '${tree}'`));
    check = (await import(pathToFileURL(copy).href)).checkCase;
  });
  const names = fs.readdirSync(FOLDER).filter((name) => /^(?:css-.*|js-imports)\.json$/.test(name));
  const cases = names.flatMap((name) => {
    const given = JSON.parse(fs.readFileSync(path.join(FOLDER, name), 'utf8')) as Case[];
    return given.map((each) => [name, each] as const);
  });
  for (const [name, given] of sampled('cases of other pipelines', 170, cases)) {
    it(`${name} ${given.level}: ${given.id}`, () => {
      if (given.script === undefined) replaySheet(check, given);
      else replayModule(given);
    });
  }
});
