import { cpSync } from 'node:fs';
import layouts from '@metalsmith/layouts';
import Metalsmith from 'metalsmith';

await Metalsmith(process.cwd())
  .destination('_site')
  .use(layouts({ transform: 'nunjucks', directory: 'layouts', pattern: '**/*.html' }))
  .build();
cpSync('public', '_site', { recursive: true });
