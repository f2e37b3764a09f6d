// The comment at the end of a script or sheet that names its source map.

/** What a text says of its map: where, and where the comment begins (with the line end before it). */
export interface MapComment {
  readonly index: number;
  readonly url: string;
}

const NAME = 'sourceMappingURL=';

/** The last line of a script or sheet that was made of others (ECMA-426, 11.1.2.1). */
const COMMENT =
  /^\n?[ \t]*(?:\/\/|\/\*)[#@] ?sourceMappingURL=(?<url>[^\s'"`*]+)(?:[ \t]*\*\/)?\s*$/;

/** Finds the comment of a text, `undefined` where it has none; only the last line with one is read. */
export function mapCommentOf(text: string): MapComment | undefined {
  // from the front a long text without one is searched ten times as fast
  if (!text.includes(NAME)) return undefined;
  const at = text.lastIndexOf(NAME);
  const index = Math.max(0, text.lastIndexOf('\n', at));
  const url = COMMENT.exec(text.slice(index))?.groups?.['url'];
  return url === undefined ? undefined : { index, url };
}
