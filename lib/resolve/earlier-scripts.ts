// The classic scripts of a page, in the order in which browsers run them.
import type { HtmlMember } from '../core/html/groups.ts';
import { scriptKind } from '../core/html/scripts.ts';
import { attributeOf, type HtmlToken } from '../core/html/tokens.ts';
import type { InlineScript } from './inline-scripts.ts';

/** What runs before some neighbours, as far as the page shows it. */
export interface EarlierScripts {
  readonly paths: readonly string[];
  /** Those that stand in the page. */
  readonly texts: readonly string[];
}

/**
 * Returns what may run before neighbours: all that stands before them, and if they wait for the page all
 * others, too.
 */
export function scriptsBefore(
  members: readonly HtmlMember[],
  tokens: readonly HtmlToken[],
  inline: readonly InlineScript[],
): EarlierScripts {
  const own = new Set(members.map(({ tag }) => tag));
  const [first] = own;
  const end = first === undefined || isLate(first) ? Number.POSITIVE_INFINITY : first.start;
  const tags = tokens.filter(
    (tag) =>
      tag.start < end && tag.kind === 'start' && !own.has(tag) && scriptKind(tag) === 'classic',
  );
  const texts = inline.filter(({ kind, start }) => kind === 'classic' && start < end);
  return {
    paths: tags.flatMap((tag) => attributeOf(tag, 'src')?.value ?? []),
    texts: texts.map(({ text }) => text),
  };
}

function isLate(tag: HtmlToken): boolean {
  return tag.attributes.some(({ name }) => name === 'defer' || name === 'async');
}
