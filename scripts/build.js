// `npm run build`: compiles lib/ to dist/, from scratch.
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { build, root, say } from './setup.js';

rmSync(join(root, 'dist'), { recursive: true, force: true });
build(say);
