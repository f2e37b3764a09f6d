// What the texts of sheets and modules name, as keys: rather too much than too little.
import { attempt } from '../../core/attempt.ts';
import { toByteText } from '../../core/byte-text.ts';
import { findCssReferences } from '../../core/css/references.ts';
import { findModuleReferences } from '../../core/js/module-references.ts';
import { textKindOf } from '../../core/references.ts';

/** Any host does: of a URL the path alone counts, wherever it is said to be. */
const HOST = 'https://host.invalid';

/**
 * Follows keys through what their objects refer to, and returns all keys that are named so.
 *
 * @param there - The keys that the bucket holds.
 * @param read - Reads an object as text.
 */
export async function followed(
  begin: Iterable<string>,
  there: ReadonlySet<string>,
  read: (key: string) => Promise<string>,
): Promise<Set<string>> {
  const used = new Set(begin);
  // a set gives what is added meanwhile, too
  for (const key of used) {
    if (!there.has(key)) continue;
    used.add(`${key}.map`);
    const named = textKindOf(key) && namedIn(key, await read(key), there);
    for (const each of named ?? []) used.add(each);
  }
  return used;
}

function namedIn(key: string, text: string, there: ReadonlySet<string>): string[] {
  const find = textKindOf(key) === 'css' ? findCssReferences : findModuleReferences;
  const references = attempt(() => find(toByteText(Buffer.from(text))));
  if (references instanceof Error) return [];
  return references.flatMap(({ value }) => keysIn(key, value, there));
}

/** A domain, or a public URL, may put a path before keys: the end of the path is what must fit. */
function keysIn(key: string, value: string, there: ReadonlySet<string>): string[] {
  const base = `${HOST}/${key.split('/').map(encodeURIComponent).join('/')}`;
  if (!URL.canParse(value, base)) return [];
  const { pathname } = new URL(value, base);
  const decoded = attempt(() => decodeURIComponent(pathname));
  const paths = decoded instanceof Error ? [pathname] : [pathname, decoded];
  return paths.flatMap((path) => endsOf(path).filter((end) => there.has(end)));
}

/** `/a/b/c` → `a/b/c`, `b/c`, `c` */
function endsOf(path: string): string[] {
  const segments = path.split('/').slice(1);
  return segments.map((_segment, at) => segments.slice(at).join('/'));
}
