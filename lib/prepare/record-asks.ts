// What a record of a run asks for.
import * as path from 'node:path';
import { asTemplatePath } from '../core/paths.ts';
import { quote, StaticfileError } from '../errors.ts';
import { mergeRecords, readRecord, type SiteRecord, siteNameOf } from '../files/site-record.ts';
import type { Instance } from '../instance.ts';
import type { Ask } from './ask.ts';

/**
 * Reads records, and lists what they ask for.
 *
 * @throws `ERR_STATICFILE_RECORD` where one can't be read, is of another site, or names nothing that is here.
 */
export function asksOfRecords(files: readonly string[], instance: Instance): Ask[] {
  const { disk, folder } = instance;
  const site = siteNameOf(folder, disk);
  return files.flatMap((file) => {
    const whole = path.resolve(folder, file);
    const record = readRecord(whole, disk, site);
    checkIsOurs(whole, record, instance);
    return asksOf(mergeRecords(record, record));
  });
}

function asksOf({ plain, slim, groups, inlinePlain, inlineSlim }: SiteRecord): Ask[] {
  const files = (paths: SiteRecord['plain'], isSlim: boolean) =>
    paths.flatMap((members): Ask[] => {
      const [first = '', ...others] = members.map(asTemplatePath);
      const all = others.length > 0 ? [first, ...others] : first;
      // in another page a member may stand alone
      const alone = others.length > 0 ? [first, ...others] : [];
      return [all, ...alone].map((path) => ({ kind: 'file', path, isSlim }));
    });
  const inline = (paths: SiteRecord['plain'], isSlim: boolean) =>
    paths.map(([path = '']): Ask => ({ kind: 'inline', path: asTemplatePath(path), isSlim }));
  return [
    ...files(plain, false),
    ...files(slim, true),
    ...groups.map(
      (paths): Ask => ({ kind: 'group', paths: paths.map(asTemplatePath), isSlim: false }),
    ),
    ...inline(inlinePlain, false),
    ...inline(inlineSlim, true),
  ];
}

function checkIsOurs(file: string, record: SiteRecord, { finder }: Instance): void {
  const { plain, slim, inlinePlain, inlineSlim } = record;
  const paths = [...plain, ...slim, ...inlinePlain, ...inlineSlim].flat();
  if (paths.length === 0 || paths.some((each) => finder.locate(asTemplatePath(each)) !== undefined))
    return;
  throw new StaticfileError(
    'ERR_STATICFILE_RECORD',
    `The record ${quote(file)} names ${paths.length} files, the first ${quote(paths[0])}, and none of them is in "roots". ` +
      'It may be of another site.',
  );
}
