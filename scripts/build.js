// `npm run build`: compiles lib/ to dist/, from scratch.
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { root, runBinary, say } from './setup.js';

say('Building dist/ (tsc)');
rmSync(join(root, 'dist'), { recursive: true, force: true });
runBinary('typescript/bin/tsc', ['--project', 'tsconfig.json']);
