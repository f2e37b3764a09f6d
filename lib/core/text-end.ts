// Characters at the ends of a text. A regular expression would look for them from every place on.

/** Returns a text without the characters at its end that stand in `characters`. */
export function withoutEnd(text: string, characters: string): string {
  let end = text.length;
  while (end > 0 && characters.includes(text.charAt(end - 1))) end -= 1;
  return text.slice(0, end);
}

/** Returns a text without the characters at either end that stand in `characters`. */
export function withoutEnds(text: string, characters: string): string {
  const behind = withoutEnd(text, characters);
  let start = 0;
  while (start < behind.length && characters.includes(behind.charAt(start))) start += 1;
  return behind.slice(start);
}
