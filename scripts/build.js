// `npm run build`: compiles lib/ to dist/, from scratch. `--quiet` is for `npm pack --json`.
import { build, say } from './setup.js';

const isQuiet = process.argv.includes('--quiet');
build(isQuiet ? () => {} : say);
