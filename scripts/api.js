// `npm run api`: writes the API of each entry point to etc/; without `--write`, compares.
import { join } from 'node:path';
import { Extractor, ExtractorConfig } from '@microsoft/api-extractor';
import { root, say, setUp } from './setup.js';

const localBuild = process.argv.includes('--write');
const file = join(root, 'api-extractor.json');

const reports = {
  index: 'nunjucks-staticfile',
  eleventy: 'nunjucks-staticfile-eleventy',
  cloudfront: 'nunjucks-staticfile-cloudfront',
};

function report([entry, reportFileName]) {
  say(
    `${localBuild ? 'Writing' : 'Comparing the API with'} etc/${reportFileName}.api.md (api-extractor)`,
  );
  const configObject = ExtractorConfig.loadFile(file);
  configObject.mainEntryPointFilePath = join(root, `dist/types/${entry}.d.ts`);
  configObject.apiReport.reportFileName = reportFileName;
  const packageJsonFullPath = join(root, 'package.json');
  const config = ExtractorConfig.prepare({
    configObject,
    configObjectFullPath: file,
    packageJsonFullPath,
  });
  return Extractor.invoke(config, { localBuild }).succeeded;
}

setUp();
const isSame = Object.entries(reports).map(report);
if (isSame.includes(false)) process.exitCode = 1;
