// Which neighbouring scripts or stylesheets of a page can be one file, without another order of theirs.
import { extensionOf, splitSuffix } from '../paths.ts';
import { isLocalReference } from '../urls.ts';
import { relationsOf } from './references.ts';
import { scriptKind } from './scripts.ts';
import { attributeOf, type HtmlAttribute, type HtmlToken } from './tokens.ts';

/** An element that may become one with its neighbours. */
export interface HtmlMember {
  readonly tag: HtmlToken;
  /** The attribute that names its file. */
  readonly attribute: HtmlAttribute;
  /** Where the element ends, with its end tag. */
  readonly end: number;
}

/**
 * Finds runs of two and more elements of the same attributes with nothing but blanks between them.
 *
 * @param isCombinable - Tells whether a path names a file that may become part of another, and its element with it.
 */
export function htmlGroups(
  tokens: readonly HtmlToken[],
  isCombinable: (path: string, tag: HtmlToken) => boolean,
): HtmlMember[][] {
  const groups: HtmlMember[][] = [];
  let open: { readonly signature: string; readonly members: HtmlMember[] } | undefined;
  for (let at = 0; at < tokens.length; ) {
    const member = memberAt(tokens, at, isCombinable);
    const signature = member && signatureOf(member);
    if (member === undefined || signature === undefined) open = undefined;
    else if (open?.signature === signature) open.members.push(member);
    else {
      open = { signature, members: [member] };
      groups.push(open.members);
    }
    at += member?.tag.name === 'script' ? 2 : 1;
  }
  return groups.filter(({ length }) => length > 1);
}

function memberAt(
  tokens: readonly HtmlToken[],
  at: number,
  isCombinable: (path: string, tag: HtmlToken) => boolean,
): HtmlMember | undefined {
  const tag = tokens[at];
  if (tag?.kind !== 'start' || isSpecial(tag)) return undefined;
  const isSheet = tag.name === 'link' && relationsOf(tag).join(' ') === 'stylesheet';
  const next = tokens[at + 1];
  const isScript = scriptKind(tag) === 'classic' && next?.kind === 'end' && next.name === 'script';
  const attribute = attributeOf(tag, isSheet ? 'href' : isScript ? 'src' : '');
  if (attribute === undefined || !isPlainPath(attribute.value, isSheet ? '.css' : '.js')) return;
  if (!isCombinable(attribute.value, tag)) return undefined;
  const end = isSheet ? tag.end : (next?.end ?? tag.end);
  return { tag, attribute, end };
}

/** A handler waits for exactly this file, and a script finds its element by `id`. */
function isSpecial(tag: HtmlToken): boolean {
  return tag.attributes.some(({ name }) => name.startsWith('on') || name === 'id');
}

/** A query or fragment can't stay with one member of a combination. */
function isPlainPath(url: string, extension: string): boolean {
  if (!isLocalReference(url) || splitSuffix(url).suffix !== '') return false;
  return extensionOf(url.trim()) === extension;
}

/** All attributes but the file's; of `integrity` only that it is there. */
function signatureOf({ tag, attribute }: HtmlMember): string {
  const others = tag.attributes.filter((each) => each !== attribute);
  const texts = others.map(({ name, value }) => [name, name === 'integrity' ? '' : value]);
  return JSON.stringify([tag.name, texts.sort(([a = ''], [b = '']) => (a < b ? -1 : 1))]);
}
