// The stylesheets of frameworks, as npm has them and as their tools build them.
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { fixture } from '../../../scripts/fixtures.js';
import { sampled } from '../../support/sampled.ts';
import { createSite } from '../../support/site.ts';

export interface FrameworkSheet {
  readonly name: string;
  read(): string | Promise<string>;
}

const FILES = [
  '@fortawesome/fontawesome-free/css/all.css',
  '@mdi/font/css/materialdesignicons.css',
  '@picocss/pico/css/pico.css',
  'animate.css/animate.css',
  'bootstrap/dist/css/bootstrap.css',
  'bootstrap-icons/font/bootstrap-icons.css',
  'bulma/css/bulma.css',
  'choices.js/public/assets/styles/choices.css',
  'flatpickr/dist/flatpickr.css',
  'foundation-sites/dist/css/foundation.css',
  'jquery-ui-dist/jquery-ui.css',
  'katex/dist/katex.css',
  'leaflet/dist/leaflet.css',
  'materialize-css/dist/css/materialize.css',
  'milligram/dist/milligram.css',
  'modern-normalize/modern-normalize.css',
  'normalize.css/normalize.css',
  'open-props/open-props.min.css',
  'open-props/src/props.animations.css',
  'purecss/build/pure.css',
  'quill/dist/quill.snow.css',
  'sanitize.css/sanitize.css',
  'semantic-ui-css/semantic.css',
  'skeleton-css/css/skeleton.css',
  'slick-carousel/slick/slick-theme.css',
  'spectre.css/dist/spectre.css',
  'swiper/swiper-bundle.css',
  'tachyons/css/tachyons.css',
  'tailwindcss/lib/css/preflight.css',
  'tailwindcss4/theme.css',
  'uikit/dist/css/uikit.css',
  'water.css/out/water.css',
];

/** What a page for the tailwinds would use. */
const CLASSES = [
  ...['p-4', '-mt-2.5', 'w-1/2', 'sm:flex', 'hover:bg-red-500', 'bg-red-500/50', 'space-x-2'],
  ...['[&>p]:mt-2', 'animate-spin', 'dark:text-white', 'grid-cols-[1fr_2fr]', 'shadow-lg'],
  ...['blur-sm', 'from-blue-500', 'group-hover:p-1', "before:content-['x']", 'divide-y', 'ring-2'],
  ...['supports-[display:grid]:grid', 'first:p-0', 'max-w-[calc(100%-1rem)]', 'transition-colors'],
  ...['@container', '@sm:p-2', 'bg-linear-to-r', 'not-hover:p-1', 'starting:opacity-0', 'text-2xl'],
];

function builtByTailwind3(): string {
  const { root, write } = createSite();
  write('input.css', '@tailwind base; @tailwind components; @tailwind utilities;');
  write('page.html', `<p class="${CLASSES.join(' ')}">`);
  const cli = fixture('tailwindcss/lib/cli.js');
  const args = ['-i', `${root}/input.css`, '--content', `${root}/page.html`];
  const { stdout, stderr } = spawnSync(process.execPath, [cli, ...args], { encoding: 'utf8' });
  if (stdout === '') throw new Error(`tailwindcss has written nothing: ${stderr}`);
  return stdout;
}

async function builtByTailwind4(): Promise<string> {
  const content = readFileSync(fixture('tailwindcss4/index.css'), 'utf8');
  const { compile } = (await import(
    pathToFileURL(fixture('tailwindcss4/dist/lib.mjs')).href
  )) as Tailwind4;
  const loadStylesheet = (id: string, base: string) => Promise.resolve({ path: id, base, content });
  const { build } = await compile('@import "tailwindcss";', { loadStylesheet });
  return build(CLASSES);
}

/** What is used of tailwind 4. */
interface Tailwind4 {
  compile(
    text: string,
    options: { loadStylesheet: (id: string, base: string) => Promise<object> },
  ): Promise<{ build(classes: readonly string[]): string }>;
}

export const frameworkSheets: readonly FrameworkSheet[] = sampled('sheets of frameworks', 8, [
  ...FILES.map((file) => ({
    name: file,
    read: () => readFileSync(fixture(file), 'utf8'),
  })),
  { name: 'what tailwind 3 builds', read: builtByTailwind3 },
  { name: 'what tailwind 4 builds', read: builtByTailwind4 },
]);
