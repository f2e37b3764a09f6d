// Which tags fetch files under CORS: browsers take these from another origin only where that allows it.
import { relationsOf } from './references.ts';
import { attributeOf, type HtmlToken } from './tokens.ts';

/** Their `source` elements are fetched as they say; of a picture, as its `img` says. */
const AROUND = /^(?:audio|picture|video)$/;

/** Lists the tags that say so with `crossorigin` or `integrity`, or stand in an element that does. */
export function corsTags(tokens: readonly HtmlToken[]): ReadonlySet<HtmlToken> {
  const found = new Set<HtmlToken>();
  let sources: HtmlToken[] | undefined;
  let isAsked = false;
  for (const token of tokens) {
    if (token.kind === 'end' && AROUND.test(token.name)) sources = undefined;
    if (token.kind !== 'start') continue;
    if (AROUND.test(token.name)) sources = [];
    const asks = asksFor(token);
    if (asks) found.add(token);
    if (sources === undefined) continue;
    if (AROUND.test(token.name)) isAsked = asks;
    else if (token.name === 'source') sources.push(token);
    else if (token.name === 'img') isAsked = asks;
    if (isAsked) for (const each of sources) found.add(each);
  }
  return found;
}

function asksFor(token: HtmlToken): boolean {
  // a sheet names the same font, and says nothing of CORS
  const isFont = attributeOf(token, 'as')?.value.trim().toLowerCase() === 'font';
  if (isFont && relationsOf(token).includes('preload')) return false;
  return ['crossorigin', 'integrity'].some((name) => attributeOf(token, name) !== undefined);
}
