// What a stylesheet holds, as a parser sees it that has no part in minifying or proving.
import { transform } from 'lightningcss';

/** Lists rules and declarations, each with all of its parts, and what the parser objects to. */
export function outlineOf(text: string): unknown {
  let sheet: unknown;
  const { warnings } = transform({
    filename: 'x.css',
    code: Buffer.from(text),
    errorRecovery: true,
    visitor: {
      StyleSheet(seen) {
        sheet = plain((seen as { rules: unknown }).rules, false);
      },
    },
  });
  return { sheet, warnings: warnings.map(({ message }) => message.replace(END, 'end')) };
}

/** The last `;` of a block may be gone. */
const END = /end of input|token Semicolon/;

/**
 * Drops where things stand, and white space that says nothing: between the tokens of a value, save
 * that of a custom property, which is text.
 */
function plain(node: unknown, isText: boolean): unknown {
  if (Array.isArray(node)) {
    const words = node.every(isBlank) || !isText ? node.filter((each) => !isBlank(each)) : node;
    const kept = words.filter((each, at) => isText || !isLastSemicolon(each, words[at + 1]));
    return kept.map((each) => plain(each, isText));
  }
  if (typeof node !== 'object' || node === null) return node;
  const { loc: _, ...parts } = node as Record<string, unknown>;
  const sameAs = SAME[String(parts['type'])];
  if (sameAs !== undefined) return sameAs;
  if (!isText && isZeroPixels(parts)) return { type: 'token', value: { type: 'number', value: 0 } };
  const isInText = isText || isCustomProperty(parts);
  return Object.fromEntries(
    Object.entries(parts).map(([key, each]) => [
      key,
      isCondition(parts) && key === 'value' ? spaceless(String(each)) : plain(each, isInText),
    ]),
  );
}

const SAME: Readonly<Record<string, unknown>> = {
  from: { type: 'percentage', value: 0 },
  to: { type: 'percentage', value: 1 },
};

function isBlank(node: unknown): boolean {
  return isToken(node, 'white-space') || isToken(node, 'comment');
}

/** A value that has a variable is not parsed: there `0px` and `0` look different. */
function isZeroPixels({ type, value }: Record<string, unknown>): boolean {
  const { unit, value: count } = (value ?? {}) as { unit?: unknown; value?: unknown };
  return type === 'length' && unit === 'px' && count === 0;
}

/** Blocks of unknown at-rules are lists of tokens, in which the last `;` says nothing. */
function isLastSemicolon(node: unknown, next: unknown): boolean {
  return isToken(node, 'semicolon') && (next === undefined || isToken(next, 'close-curly-bracket'));
}

function isToken(node: unknown, name: string): boolean {
  const { type, value } = (node ?? {}) as { type?: unknown; value?: { type?: unknown } };
  return type === 'token' && value?.type === name;
}

/** Unknown properties are `custom` here, too. */
function isCustomProperty({ property, value }: Record<string, unknown>): boolean {
  if (property !== 'custom') return false;
  return String((value as { name?: unknown } | null)?.name).startsWith('--');
}

/** What `@supports` asks for is not parsed. */
function isCondition({ type, value }: Record<string, unknown>): boolean {
  const isOfSupports = type === 'declaration' || type === 'selector' || type === 'unknown';
  return isOfSupports && typeof value === 'string';
}

function spaceless(text: string): string {
  return text.replace(/\s+/g, '');
}
