// Stylesheets as Chromium has taken them, written down so that they can be compared.
import type { Page } from 'playwright-core';

/** A rule and all that stands in it. */
export interface SeenRule {
  readonly kind: string;
  /** The selector, or all before the block; the whole text of a rule without one. */
  readonly head: string;
  /** Property, value and priority; those of a shorthand with `var()` are empty. */
  readonly declarations: readonly (readonly string[])[];
  /** The declarations as a text, where they could not be taken apart. */
  readonly unparsed: string;
  readonly rules: readonly SeenRule[];
}

/** Puts each text into a `<style>` of its own, one after the other, and reads its rules. */
export async function seenRules(page: Page, texts: readonly string[]): Promise<SeenRule[][]> {
  const seen = (await page.evaluate(
    `(() => { ${READ} return ${JSON.stringify(texts)}.map(readSheet); })()`,
  )) as SeenRule[][];
  return seen.map((rules) => rules.map(plainRule));
}

/** Reads the rules of two sheets; of those that are exactly alike, only how many they are. */
export async function differingRules(
  page: Page,
  [before, after]: readonly [string, string],
): Promise<{ readonly alike: number; readonly was: SeenRule[]; readonly is: SeenRule[] }> {
  const [was, is] = [before, after].map((text) => `readSheet(${JSON.stringify(text)})`);
  const script = `(() => { ${READ} return differing(${was}, ${is}); })()`;
  const seen = (await page.evaluate(script)) as Awaited<ReturnType<typeof differingRules>>;
  return { alike: seen.alike, was: seen.was.map(plainRule), is: seen.is.map(plainRule) };
}

/** What runs in the page. */
const READ = `
  function readSheet(text) {
    const element = document.createElement('style');
    element.textContent = text;
    document.head.append(element);
    const rules = [...element.sheet.cssRules].map(readRule);
    element.remove();
    return rules;
  }
  function differing(was, is) {
    const differs = (rule, at) => JSON.stringify(rule) !== JSON.stringify(is[at]);
    const places = [...was.keys()].filter((at) => differs(was[at], at));
    const rest = is.slice(was.length);
    return {
      alike: was.length - places.length,
      was: places.map((at) => was[at]),
      is: [...places.flatMap((at) => is[at] ?? []), ...rest],
    };
  }
  function readRule(rule) {
    const { style, cssRules, selectorText, keyText, cssText } = rule;
    const kind = rule.constructor.name;
    const hasBlock = style !== undefined || cssRules !== undefined;
    const before = hasBlock ? cssText.slice(0, cssText.indexOf('{')) : cssText;
    const declarations = [...(style ?? [])].map((name) => [
      name,
      style.getPropertyValue(name),
      style.getPropertyPriority(name),
    ]);
    return {
      kind,
      head: selectorText ?? keyText ?? (kind === 'CSSNestedDeclarations' ? '' : before),
      declarations,
      unparsed: declarations.some(([, value]) => value === '') ? style.cssText : '',
      rules: [...(cssRules ?? [])].map(readRule),
    };
  }`;

/** Chromium keeps as text what it can't parse yet: only there, white space and zeros may differ. */
function plainRule({ kind, head, declarations, unparsed, rules }: SeenRule): SeenRule {
  return {
    kind,
    head: head.startsWith('@') && !KEPT.test(head) ? plainText(head) : head,
    declarations: declarations.map(([name = '', value = '', priority = '']) => {
      const isText = !name.startsWith('--') && UNPARSED.test(value);
      return [name, isText ? plainText(value) : value, priority];
    }),
    unparsed: plainText(unparsed),
    rules: rules.map(plainRule),
  };
}

/** Names of keyframes and layers, and what is registered, are never to differ. */
const KEPT = /^@(?:keyframes|layer|property|namespace|font-palette-values|counter-style)\b/;
const UNPARSED = /(?:var|env|attr|if|--[\w-]+)\(/;

/** Hex digits and names; numbers, and their units. */
const WORD = /(#[\w-]+|-?[a-z_\\][\w\\-]*|--[\w-]+)|([+-]?(?:\d*\.)?\d+)(%|[a-z][\w-]*)?/gi;

function plainText(text: string): string {
  const words = text.replace(WORD, (word, _name, digits?: string, unit = '') => {
    if (digits === undefined) return word.startsWith('#') ? longColour(word.slice(1)) : word;
    return unit === 'px' && Number(digits) === 0 ? '0' : Number(digits) + unit;
  });
  return words.replace(/[\s"']+/g, '');
}

function longColour(digits: string): string {
  const long = digits.length < 5 ? digits.replace(/./g, '$&$&') : digits;
  return `#${long.toLowerCase()}`;
}
