// Ways to write the path of a file that nobody may get: hundreds, and the same ones each time.

/** What lies in a site and beside it; `SECRET` stands in every file that no path may lead to. */
export const SECRET = 'SECRET-7d1f';
export const SECRET_FILES: Readonly<Record<string, string>> = {
  '.env': SECRET,
  '.env.css': `a{b:"${SECRET}"}`,
  '.env.js': `x("${SECRET}")`,
  '.git/config.txt': SECRET,
  'img/.hidden.gif': SECRET,
  '.well-known/.env': SECRET,
  '../secret.css': `a{b:"${SECRET}"}`,
  '../secret.js': `x("${SECRET}")`,
  '../root-private/x.gif': SECRET,
};

const HIDDEN = ['.env', '.env.css', '.env.js', '.git/config.txt', 'img/.hidden.gif'];
const OUTSIDE = ['../secret.css', '../secret.js', '../root-private/x.gif'];
/** Links of the site that lead out of it. */
export const LINKS_OUT: Readonly<Record<string, string>> = {
  'out.css': 'secret.css',
  'out.js': 'secret.js',
  private: 'root-private',
};
const TARGETS = [...HIDDEN, '.well-known/.env', ...OUTSIDE, 'out.css', 'out.js', 'private/x.gif'];

type Rewrite = (path: string) => string;

const PREFIXES = [
  '/',
  '',
  './',
  '/./',
  '//',
  '/img/../',
  'img/../',
  '/img/..//',
  '/%2e/',
  '/img/%2e%2e/',
];
const SPELLINGS: readonly Rewrite[] = [
  (path) => path,
  (path) => path.replaceAll('.', '%2e'),
  (path) => path.replaceAll('.', '%2E'),
  (path) => path.replace('.', '%2e'),
  (path) => path.replaceAll('.', '%252e'),
  (path) => path.replaceAll('/', '%2f'),
  (path) => path.replaceAll('/', '\\'),
  (path) => path.replaceAll('/', '%5c'),
  (path) => path.replaceAll('.', '%c0%ae'),
  (path) => path.replaceAll('.', '\u2024'),
  (path) => path.replaceAll('.', '．'),
  (path) => Array.from(path, (each) => `%${each.charCodeAt(0).toString(16)}`).join(''),
  (path) => path.replaceAll('/', '//'),
  (path) => path.replaceAll('/', '/./'),
];
const SUFFIXES = ['', '?v=1', '#x', '%00', '\0', '/', '/.', ' ', '.', '%20', '::$DATA', '%3f'];

/** Lists at least `least` forms, those first that differ in one thing from the plain path. */
export function leakForms(root: string, least: number): string[] {
  const forms = new Set<string>();
  for (const target of TARGETS) {
    forms.add(`${root}/${target}`);
    forms.add(`file://${root}/${target}`);
    for (const spell of SPELLINGS) forms.add(`/${spell(target)}`);
    for (const prefix of PREFIXES) forms.add(prefix + target);
    for (const suffix of SUFFIXES) forms.add(`/${target}${suffix}`);
  }
  for (let at = 0; forms.size < least; at += 1) {
    const target = TARGETS[at % TARGETS.length] ?? '';
    const spell = SPELLINGS[(at * 5) % SPELLINGS.length] ?? String;
    const prefix = PREFIXES[(at * 7) % PREFIXES.length] ?? '';
    forms.add(prefix + spell(target) + (SUFFIXES[(at * 11) % SUFFIXES.length] ?? ''));
  }
  return [...forms];
}
