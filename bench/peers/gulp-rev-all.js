// gulp-rev-all: names by content, references in all text files rewritten.
import { createRequire } from 'node:module';

const require = createRequire(`${process.env.STATICFILE_BENCH_PEERS}/package.json`);
const load = async (name) => (await import(require.resolve(name))).default;
const [from, to] = process.argv.slice(2);
const vinyl = await load('vinyl-fs');
const RevAll = await load('gulp-rev-all');

vinyl
  .src(`${from}/**/*`, { base: from, encoding: false, nodir: true })
  .pipe(RevAll.revision())
  .pipe(vinyl.dest(to));
