// Lists the variants of HTML that holds conditions and values, as far as they decide which neighbours are combined.
import {
  endOf,
  endsInMarkup,
  endsInQuotes,
  type HtmlChoice,
  type HtmlPart,
  hasHole,
  mayHoldMembers,
} from './parts.ts';

/** So many forms of one stretch are told apart. */
const MOST_FORMS = 32;
/** Of more, each choice is varied alone; so many of such. */
const MOST_VARIATIONS = 200;

export interface HtmlForms {
  /** Pieces of HTML; what can become one stands in the same piece. */
  readonly texts: readonly string[];
  /** Some stretch has more forms than are told apart. */
  readonly isCut: boolean;
}

export function htmlForms(parts: readonly HtmlPart[]): HtmlForms {
  if (parts.every((part) => typeof part === 'string'))
    return { texts: [parts.join('')], isCut: false };
  const texts = new Set<string>();
  let isCut = false;
  const take = (stretch: readonly HtmlPart[]): void => {
    const forms = formsOf(stretch);
    isCut ||= forms === undefined;
    for (const text of forms ?? [longestOf(stretch), ...variationsOf(stretch)]) texts.add(text);
  };
  for (const stretch of new Stretches(take).of(parts, false)) take(stretch);
  texts.delete('');
  return { texts: [...texts], isCut };
}

/** Cuts parts where nothing before depends on what follows. */
class Stretches {
  readonly #take: (stretch: readonly HtmlPart[]) => void;

  /** @param take - Is given stretches that depend on nothing around the parts. */
  constructor(take: (stretch: readonly HtmlPart[]) => void) {
    this.#take = take;
  }

  /** @param isOpen - What stands before may become one with what these begin with. */
  of(parts: readonly HtmlPart[], isOpen: boolean): (readonly HtmlPart[])[] {
    const stretches: (readonly HtmlPart[])[] = [];
    let open: HtmlPart[] = [];
    let text = '';
    let mayJoin = isOpen;
    const cutAfter = (last: HtmlPart, rest: string, joins: boolean) => {
      stretches.push(withoutIdleEnd([...open, last], this.#take));
      open = rest === '' ? [] : [rest];
      text = rest;
      mayJoin = joins;
    };
    for (const part of parts) {
      if (typeof part === 'string') {
        const { cut, isMember } = endOf(text + part, text.length);
        const inPart = cut - text.length;
        text += part;
        if (inPart > 0) cutAfter(part.slice(0, inPart), part.slice(inPart), isMember);
        else {
          open.push(part);
          mayJoin = isMember || (mayJoin && part.trim() === '');
        }
      } else if (endsInMarkup(text)) {
        open.push(endsInQuotes(text) ? withValue(part) : part);
        text += IN_MARKUP;
      } else if (!mayJoin && !mayHoldMembers([part])) {
        for (const alternative of part.alternatives) this.#takeAlone(alternative);
      } else {
        const edges = this.#edgesOf(part);
        const isWall = edges.every(({ last }) => last !== undefined);
        const firsts = { alternatives: edges.map(({ first }) => first) };
        const lasts = { alternatives: edges.map(({ first, last }) => last ?? first) };
        if (isWall) {
          cutAfter(firsts, '', true);
          open.push(lasts);
        } else {
          open.push({ alternatives: edges.map(({ first, last = [] }) => [...first, ...last]) });
        }
        mayJoin = true;
      }
    }
    if (open.length > 0) stretches.push(open);
    return stretches;
  }

  #takeAlone(parts: readonly HtmlPart[]): void {
    for (const stretch of this.of(parts, false)) this.#take(stretch);
  }

  /** What lies between the first and the last cut of an alternative depends on nothing else. */
  #edgesOf({ alternatives }: HtmlChoice) {
    return alternatives.map((alternative) => {
      const [first = [], ...others] = this.of(alternative, true);
      const last = others.pop();
      for (const stretch of others) this.#take(stretch);
      return { first, last };
    });
  }
}

/** Within quotes a value is there: without it another file would be named. */
function withValue(part: HtmlChoice): HtmlChoice {
  const values = part.alternatives.filter((alternative) =>
    alternative.some((each) => typeof each === 'string' && hasHole(each)),
  );
  return values.length > 0 ? { alternatives: values } : part;
}

/** A value within a tag. */
const IN_MARKUP = '\ufdd0\ufdd1';

/** What holds no member, and is followed by none, changes nothing for those before. */
function withoutIdleEnd(
  stretch: readonly HtmlPart[],
  take: (stretch: readonly HtmlPart[]) => void,
): readonly HtmlPart[] {
  const last = stretch.findLastIndex((part) => mayHoldMembers([part]));
  let text = '';
  return stretch.filter((part, at) => {
    const isIdle = at > last && typeof part !== 'string' && !endsInMarkup(text);
    text += typeof part === 'string' ? part : IN_MARKUP;
    if (isIdle) for (const alternative of part.alternatives) take(alternative);
    return !isIdle;
  });
}

/** Lists the texts of parts; `undefined` where they are too many. */
function formsOf(parts: readonly HtmlPart[]): string[] | undefined {
  let forms = [''];
  for (const part of parts) {
    const tails = typeof part === 'string' ? [part] : alternativesOf(part);
    if (tails === undefined || forms.length * tails.length > MOST_FORMS) return undefined;
    forms = forms.flatMap((head) => tails.map((tail) => head + tail));
  }
  return forms;
}

function alternativesOf({ alternatives }: HtmlChoice): string[] | undefined {
  const texts = new Set<string>();
  for (const alternative of alternatives) {
    const forms = formsOf(alternative);
    if (forms === undefined) return undefined;
    for (const form of forms) texts.add(form);
  }
  return [...texts];
}

/** The form with the most members; values are left out where they may be. */
function longestOf(parts: readonly HtmlPart[]): string {
  return parts
    .map((part) => (typeof part === 'string' ? part : longestOf(longestAlternative(part))))
    .join('');
}

function longestAlternative({ alternatives }: HtmlChoice): readonly HtmlPart[] {
  const sizeOf = (parts: readonly HtmlPart[]) =>
    mayHoldMembers(parts) ? longestOf(parts).length : 0;
  return [...alternatives].sort((one, other) => sizeOf(other) - sizeOf(one))[0] ?? [];
}

/** The longest form, with one choice after the other made otherwise. */
function variationsOf(parts: readonly HtmlPart[]): string[] {
  const texts: string[] = [];
  for (const [at, part] of parts.entries()) {
    if (typeof part === 'string') continue;
    const [before, behind] = [longestOf(parts.slice(0, at)), longestOf(parts.slice(at + 1))];
    for (const alternative of part.alternatives) {
      for (const text of [longestOf(alternative), ...variationsOf(alternative)]) {
        if (texts.length >= MOST_VARIATIONS) return texts;
        texts.push(before + text + behind);
      }
    }
  }
  return texts;
}
