// Changes of a text at their places.

/** What stands between two offsets becomes `text`. */
export interface Edit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** Writes a text with edits; of two that overlap, the first counts. */
export function applyEdits(text: string, edits: readonly Edit[]): string {
  const pieces: string[] = [];
  let done = 0;
  for (const edit of inOrder(edits)) {
    if (edit.start < done) continue;
    pieces.push(text.slice(done, edit.start), edit.text);
    done = edit.end;
  }
  return pieces.join('') + text.slice(done);
}

/** Returns where offsets of a text, in ascending order, are in the text with edits. */
export function moveOffsets(offsets: readonly number[], edits: readonly Edit[]): number[] {
  const ordered = inOrder(edits);
  let next = 0;
  let shift = 0;
  return offsets.map((offset) => {
    for (let edit = ordered[next]; edit !== undefined && edit.end <= offset; next += 1) {
      shift += edit.text.length - (edit.end - edit.start);
      edit = ordered[next + 1];
    }
    const within = ordered[next];
    // what is replaced has one place: where the replacement begins
    return (within !== undefined && within.start < offset ? within.start : offset) + shift;
  });
}

function inOrder(edits: readonly Edit[]): Edit[] {
  return [...edits].sort((one, other) => one.start - other.start);
}
