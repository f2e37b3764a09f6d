// What is found of bodies, and what is said of parts that only a render knows.
import type { HtmlPart } from '../../core/html/parts.ts';

/** A body in one of the ways that it is rendered. */
export interface FoundBody extends Omit<UnknownPart, 'message'> {
  readonly isSlim: boolean;
  readonly parts: readonly HtmlPart[];
  readonly unknown: readonly UnknownPart[];
  /** What is not known of it is said elsewhere. */
  readonly isQuiet?: boolean;
}

/** Something that only a render knows. */
export interface UnknownPart {
  readonly template: string;
  readonly line: number;
  readonly column: number;
  readonly message: string;
}

/** What is said of parts that no build can know. */
export const ONLY_A_RENDER = {
  value: 'What this value writes depends on runtime data.',
  tag: 'What this tag writes depends on runtime data.',
  loop: 'How often this loop writes its scripts or stylesheets depends on runtime data.',
  within:
    'What this tag within another one makes of scripts and stylesheets depends on runtime data.',
  include: 'The template that is included here depends on runtime data.',
  import: 'The template that is imported here depends on runtime data.',
  extends: 'The template that this one extends depends on runtime data.',
  function: 'What is done with the function or macro that is given here depends on runtime data.',
  circle: 'This macro calls itself, or calls lead too deep.',
  much: 'More is rendered from here than a build can follow.',
} as const;

/** Returns a choice of alternatives; one that is the only one is none. */
export function choice(...alternatives: readonly (readonly HtmlPart[])[]): HtmlPart[] {
  const [only, other] = alternatives;
  return other === undefined ? [...(only ?? [])] : [{ alternatives }];
}
