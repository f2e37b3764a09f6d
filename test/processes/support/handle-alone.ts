// Asks for URLs of files that have to be minified first, in a process that has nothing else to do.
import { createStaticfiles } from '../../support/create.ts';
import { print } from './print.ts';

const [, , roots = '', outDir = '', ...urls] = process.argv;
const staticfiles = createStaticfiles({
  roots,
  outDir,
  sourceMap: true,
  conversion: 'background',
});
for (const url of urls) {
  if (url.startsWith('slim:')) {
    staticfiles.slimfile(url.slice('slim:'.length));
    continue;
  }
  const answer = await staticfiles.handle(new Request(`http://site${url}`));
  print(`${answer?.status ?? 'none'} ${(await answer?.text())?.length ?? 0}`);
}
