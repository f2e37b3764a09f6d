// Characters at the end of a text. A regular expression would look for them from every place on.

/** Returns a text without the characters at its end that stand in `characters`. */
export function withoutEnd(text: string, characters: string): string {
  let end = text.length;
  while (end > 0 && characters.includes(text.charAt(end - 1))) end -= 1;
  return text.slice(0, end);
}
