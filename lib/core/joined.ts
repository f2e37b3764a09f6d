// Several texts as one, with the place of each.

/** A text of which a first part may be left out. */
export interface JoinedPiece {
  readonly text: string;
  /** How many characters of the text that it comes from stand before it. */
  readonly from: number;
}

/** Where a text stands in the joined one. */
export interface JoinedPlace {
  /** The offset in the text that is the first one here. */
  readonly from: number;
  /** The offset in the joined text. */
  readonly start: number;
}

export interface Joined {
  readonly text: string;
  /** In the order of the texts. */
  readonly places: readonly JoinedPlace[];
}

/** Puts pieces behind a head, with a separator between them. */
export function joinPieces(
  head: string,
  pieces: readonly JoinedPiece[],
  separator: string,
): Joined {
  let start = head.length;
  const places = pieces.map(({ text, from }) => {
    const place = { from, start };
    start += text.length + separator.length;
    return place;
  });
  return { text: head + pieces.map(({ text }) => text).join(separator), places };
}

export function joinOne([text = '']: readonly string[]): Joined {
  return joinPieces('', [{ text, from: 0 }], '');
}
