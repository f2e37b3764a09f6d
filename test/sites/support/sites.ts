// The kinds of sites, as they are without the package, and the lines that put them on it.
// biome-ignore-all lint/suspicious/noTemplateCurlyInString: texts are code

export interface SiteKind {
  readonly name: string;
  /** Packages that the site imports, by the name of the one here. */
  readonly links: Readonly<Record<string, string>>;
  /** What starts its server, or what builds it. */
  readonly start?: string;
  readonly build?: readonly string[];
  /** What the package needs: text that goes, text that comes, by file. */
  readonly edits: readonly (readonly [file: string, from: string, to: string])[];
  /** A stylesheet that is edited, and what is looked at then. */
  readonly sheet: string;
}

const CONFIG = `export default { roots: 'public' };\n`;
const IMPORT = "import nunjucks from 'nunjucks';\n";
const IMPORTS = `${IMPORT}import { createStaticfiles } from 'nunjucks-staticfile';\nimport options from './staticfile.config.mjs';\n`;
const CREATE =
  'const staticfiles = createStaticfiles({ ...options, manifest: process.env.MANIFEST });\n';
const BODY = /* every layout has one */ '</body>';

const inBlock = (file: string) =>
  [
    [
      file,
      '<link rel="stylesheet" href="/css/site.css">',
      '{% staticall %}\n<link rel="stylesheet" href="/css/site.css">',
    ],
    [file, BODY, `{% endstaticall %}\n${BODY}`],
  ] as const;

export const SITES: readonly SiteKind[] = [
  {
    name: 'express-typescript',
    links: { express: 'express', nunjucks: 'nunjucks' },
    start: 'app.ts',
    sheet: 'public/css/site.css',
    edits: [
      ['staticfile.config.mjs', '', CONFIG],
      ['app.ts', IMPORT, IMPORTS],
      [
        'app.ts',
        "app.use(express.static('public'));\n",
        `${CREATE.replace('.MANIFEST', "['MANIFEST']")}staticfiles.install(app);\napp.use(staticfiles.middleware());\n`,
      ],
      ...inBlock('views/home.njk'),
    ],
  },
  {
    name: 'jquery-admin',
    links: { express: 'express4', nunjucks: 'nunjucks', jquery: 'jquery', bootstrap: 'bootstrap3' },
    start: 'app.cjs',
    sheet: 'public/css/admin.css',
    edits: [
      [
        'staticfile.config.cjs',
        '',
        "module.exports = {\n  roots: [\n    'public',\n    { dir: 'node_modules/jquery/dist', at: '/vendor/jquery' },\n    { dir: 'node_modules/bootstrap/dist', at: '/vendor/bootstrap' },\n  ],\n};\n",
      ],
      [
        'app.cjs',
        "const nunjucks = require('nunjucks');\n",
        "const nunjucks = require('nunjucks');\nconst { createStaticfiles } = require('nunjucks-staticfile');\nconst options = require('./staticfile.config.cjs');\n",
      ],
      [
        'app.cjs',
        "app.use(express.static('public'));\napp.use('/vendor/jquery', express.static('node_modules/jquery/dist'));\napp.use('/vendor/bootstrap', express.static('node_modules/bootstrap/dist'));\n",
        `${CREATE}staticfiles.install(app);\napp.use(staticfiles.middleware());\n`,
      ],
      [
        'views/base.html',
        '<link rel="stylesheet" href="/vendor/bootstrap/css/bootstrap.css">',
        '{% staticall %}\n<link rel="stylesheet" href="/vendor/bootstrap/css/bootstrap.css">',
      ],
      ['views/base.html', '</head>', '{% endstaticall %}\n</head>'],
      [
        'views/base.html',
        '<script src="/vendor/jquery/jquery.js"></script>',
        '{% staticall %}\n<script src="/vendor/jquery/jquery.js"></script>',
      ],
      ['views/base.html', BODY, `{% endstaticall %}\n${BODY}`],
    ],
  },
  {
    name: 'hapi',
    links: { '@hapi/hapi': '@hapi/hapi', '@hapi/vision': '@hapi/vision', nunjucks: 'nunjucks' },
    start: 'app.mjs',
    sheet: 'public/css/site.css',
    edits: [
      ['staticfile.config.mjs', '', CONFIG],
      ['app.mjs', "import { readFile } from 'node:fs/promises';\n", ''],
      ['app.mjs', IMPORT, `${IMPORTS}import { serveFiles } from './serve-files.mjs';\n`],
      [
        'app.mjs',
        'await server.register(vision);\n',
        `${CREATE}staticfiles.install(environment);\nawait server.register([vision, { plugin: serveFiles, options: { staticfiles } }]);\n`,
      ],
      [
        'app.mjs',
        "const types = { css: 'text/css', js: 'text/javascript' };\nserver.route({\n  method: 'GET',\n  path: '/{folder}/{file}',\n  handler: async ({ params }, h) => {\n    const bytes = await readFile(`public/${params.folder}/${params.file}`).catch(() => undefined);\n    return bytes === undefined\n      ? h.response().code(404)\n      : h.response(bytes).type(types[params.folder]);\n  },\n});\n",
        '',
      ],
      ...inBlock('views/home.njk'),
    ],
  },
  {
    name: 'koa',
    links: { koa: 'koa', nunjucks: 'nunjucks' },
    start: 'app.mjs',
    sheet: 'public/css/site.css',
    edits: [
      ['staticfile.config.mjs', '', CONFIG],
      ['app.mjs', "import { readFile } from 'node:fs/promises';\n", ''],
      ['app.mjs', IMPORT, IMPORTS],
      [
        'app.mjs',
        'const app = new Koa();\n',
        `${CREATE}staticfiles.install(environment);\nconst serveFile = staticfiles.middleware();\nconst app = new Koa();\n`,
      ],
      [
        'app.mjs',
        "  if (context.path === '/') return next();\n  const bytes = await readFile(`public${context.path}`).catch(() => undefined);\n  if (bytes === undefined) return next();\n  context.type = context.path.slice(context.path.lastIndexOf('.'));\n  context.body = bytes;\n",
        "  const { req, res } = context;\n  const isServed = await new Promise((resolve, reject) => {\n    res.once('close', () => resolve(true));\n    serveFile(req, res, (error) => (error ? reject(error) : resolve(false)));\n  });\n  if (!isServed) return next();\n  context.respond = false;\n",
      ],
      ...inBlock('views/home.njk'),
    ],
  },
  {
    name: 'metalsmith',
    links: {
      metalsmith: 'metalsmith',
      '@metalsmith/layouts': '@metalsmith/layouts',
      'jstransformer-nunjucks': 'jstransformer-nunjucks',
    },
    build: ['build.mjs'],
    sheet: 'public/css/site.css',
    edits: [
      ['build.mjs', "import { cpSync } from 'node:fs';\n", ''],
      [
        'build.mjs',
        "import Metalsmith from 'metalsmith';\n",
        "import Metalsmith from 'metalsmith';\nimport { createStaticfiles } from 'nunjucks-staticfile';\n\nconst staticfiles = createStaticfiles({ roots: 'public', outDir: '_site' });\n",
      ],
      [
        'build.mjs',
        '  .build();\n',
        '  .use((files) => {\n    for (const [name, file] of Object.entries(files)) {\n      const html = staticfiles.page(file.contents.toString(), { url: `/${name}` });\n      file.contents = Buffer.from(html);\n    }\n  })\n  .clean(false)\n  .build();\n',
      ],
      ['build.mjs', "cpSync('public', '_site', { recursive: true });\n", ''],
    ],
  },
  {
    name: 'eleventy',
    links: { '@11ty/eleventy': '@11ty/eleventy' },
    build: ['ELEVENTY', '--input=pages'],
    sheet: 'public/css/site.css',
    edits: [
      [
        'eleventy.config.js',
        'export default',
        "import staticfile from 'nunjucks-staticfile/eleventy';\n\nexport default",
      ],
      [
        'eleventy.config.js',
        "  config.addPassthroughCopy({ public: '.' });\n",
        "  config.addPlugin(staticfile, { roots: 'public', pages: 'static' });\n",
      ],
    ],
  },
  {
    name: 'govuk',
    links: { express: 'express', nunjucks: 'nunjucks', 'govuk-frontend': 'govuk-frontend' },
    start: 'app.mjs',
    sheet: 'node_modules/govuk-frontend/dist/govuk/govuk-frontend.min.css',
    edits: [
      [
        'staticfile.config.mjs',
        '',
        "const govuk = 'node_modules/govuk-frontend/dist/govuk';\nexport default {\n  roots: [\n    { dir: `${govuk}/assets`, at: '/assets' },\n    { dir: govuk, at: '/govuk' },\n  ],\n};\n",
      ],
      ['app.mjs', IMPORT, IMPORTS],
      [
        'app.mjs',
        "app.use('/assets', express.static(`${govuk}/govuk/assets`));\napp.use('/govuk', express.static(`${govuk}/govuk`));\n",
        `${CREATE}staticfiles.install(app);\napp.use(staticfiles.middleware());\n`,
      ],
      [
        'app.mjs',
        "app.get('/', (_request, response) => response.render('page.njk'));\n",
        "app.get('/', (request, response) => {\n  response.render('page.njk', (_error, html) =>\n    response.send(staticfiles.page(html, { url: request.path })),\n  );\n});\n",
      ],
    ],
  },
];
