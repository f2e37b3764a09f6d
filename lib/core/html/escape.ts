// Escaping as Nunjucks does it, for URLs that are marked as safe.

const HTML_ESCAPES: ReadonlyMap<string, string> = new Map(
  Object.entries({
    '&': '&amp;',
    '"': '&quot;',
    "'": '&#39;',
    '<': '&lt;',
    '>': '&gt;',
    '\\': '&#92;',
  }),
);

const ESCAPED = /[&"'<>\\]/;

/** Escapes exactly what Nunjucks 3.2.4 escapes. */
export function escapeHtml(text: string): string {
  return ESCAPED.test(text)
    ? text.replace(/[&"'<>\\]/g, (character) => HTML_ESCAPES.get(character) ?? character)
    : text;
}
