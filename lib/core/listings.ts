// Files that list icons and pages of a site: web manifests, and what tiles of Windows are made of.
import { decodeByteText, encodeByteText, inByteText } from './byte-text.ts';
import { htmlTokens } from './html/tokens.ts';
import { itemsOf, jsonTree, memberOf, textAt } from './json/tree.ts';
import type { Reference } from './references.ts';

/** Longer ones are none. */
const MOST_CHARACTERS = 256_000;

/** What a listing names, by its place in the decoded text. */
type Named = Pick<Reference, 'start' | 'end' | 'value' | 'form' | 'isPage'>;

/** Lists what a listing names: files, and pages, which only move with its folder. */
export function findListingReferences(bytes: string): Reference[] {
  if (bytes.length > MOST_CHARACTERS) return [];
  const text = decodeByteText(bytes);
  // what is no UTF-8 would not come back
  if (encodeByteText(text) !== bytes) return [];
  const named = (/^[\ufeff\s]*</.test(text) ? namedInTiles(text) : namedInManifest(text)).sort(
    (one, other) => one.start - other.start,
  );
  return inByteText(text, named);
}

/** A JSON file without lists of pictures is no web manifest (W3C, Web Application Manifest, 1 and 2). */
function namedInManifest(text: string): Named[] {
  const root = jsonTree(text.replace(/^\ufeff/, ' '));
  const listsOf = (holder: unknown, names: readonly string[]) =>
    names.map((name) => itemsOf(memberOf(holder, name))).filter((items) => items !== undefined);
  const pictures = listsOf(root, ['icons', 'screenshots']).flat();
  const shortcuts = listsOf(root, ['shortcuts', 'file_handlers', 'widgets']).flat();
  const inner = shortcuts.flatMap((each) => listsOf(each, ['icons', 'screenshots']).flat());
  const files = [...pictures, ...inner].flatMap((each) => jsonText(memberOf(each, 'src'), false));
  if (files.length === 0) return [];
  const protocols = listsOf(root, ['protocol_handlers']).flat();
  const pages = [
    memberOf(root, 'start_url'),
    memberOf(root, 'scope'),
    memberOf(memberOf(root, 'share_target'), 'action'),
    memberOf(memberOf(root, 'note_taking'), 'new_note_url'),
    ...[...shortcuts, ...protocols].flatMap((each) => [
      memberOf(each, 'url'),
      memberOf(each, 'action'),
    ]),
  ];
  return [...files, ...pages.flatMap((each) => jsonText(each, true))];
}

function jsonText(value: unknown, isPage: boolean): Named[] {
  const text = textAt(value);
  if (text === undefined) return [];
  const { start, end } = text;
  const place = { start: start + 1, end: end - 1 };
  return [{ ...place, value: text.value, form: 'json', ...(isPage && { isPage }) }];
}

const TILES: ReadonlySet<string> = new Set(
  'square70x70logo square150x150logo square310x310logo wide310x150logo tileimage'.split(' '),
);

function namedInTiles(text: string): Named[] {
  const tiles = htmlTokens(text).filter(({ kind, name }) => kind === 'start' && TILES.has(name));
  return tiles.flatMap(({ attributes }) =>
    attributes.flatMap(({ name, value, start, end }): Named[] => {
      const [head, quote] = /^[^=]*=\s*(["'])/.exec(text.slice(start, end)) ?? [];
      if (name !== 'src' || head === undefined || quote === undefined) return [];
      return [{ start: start + head.length, end: end - 1, value, form: 'attribute' }];
    }),
  );
}
