// gulp-rev: names by content and a manifest; references in stylesheets stay as they are.
import { createRequire } from 'node:module';

const require = createRequire(`${process.env.STATICFILE_BENCH_PEERS}/package.json`);
const load = async (name) => (await import(require.resolve(name))).default;
const [from, to] = process.argv.slice(2);
const vinyl = await load('vinyl-fs');
const rev = await load('gulp-rev');

vinyl
  .src(`${from}/**/*`, { base: from, encoding: false, nodir: true })
  .pipe(rev())
  .pipe(vinyl.dest(to))
  .pipe(rev.manifest())
  .pipe(vinyl.dest(to));
