// Where a walk through templates stands, and what its variables can be there.
import { holeOf } from '../../core/html/parts.ts';
import { Frame, Moment } from './frame.ts';
import type { Lineage, ParsedTemplate, Placed } from './template-set.ts';
import {
  areSame,
  mayBeMarkup,
  plainValue,
  unite,
  unknownValue,
  type Value,
  type Values,
} from './values.ts';

export interface Scope {
  readonly template: ParsedTemplate;
  readonly line: Lineage;
  readonly frame: Frame<Values>;
  /** The variables that all templates see which render together. */
  readonly context: Frame<Values>;
  /** What templates extend that is known so far; of a template's own text only. */
  readonly parents?: Parents | undefined;
  /** Only some renders come here. */
  readonly isBranch?: boolean;
  /** The block that is being rendered, and what it stands over. */
  readonly block?: { readonly under: readonly Placed[] } | undefined;
  /** Templates and macros that are being rendered. */
  readonly open: readonly unknown[];
}

/** So many templates and macros may be open in each other. */
export const MOST_OPEN = 60;

/** The template that a template extends. */
export interface Parents {
  found: readonly ParsedTemplate[];
  /** Some renders extend nothing. */
  isMaybe: boolean;
}

/** Returns the scope of a template that is rendered by itself. */
export function rootScope(template: ParsedTemplate): Scope {
  const [frame, context] = [new Frame<Values>(undefined, { isTop: true }), new Frame<Values>()];
  return { template, line: [template], frame, context, open: [template] };
}

/** Finds what a variable can be; `undefined` where no template sets it. */
export function lookUp({ frame, context }: Scope, name: string): Values | undefined {
  return frame.find(name) ?? context.find(name);
}

/** Sets a variable as `set` does. */
export function assign(
  { frame, context }: Scope,
  name: string,
  values: Values,
  unset: Values,
): void {
  // Nunjucks looks further for what is undefined
  const isUnset = (value: Value) => value.kind === 'plain' && value.value === undefined;
  const kept = values.some(isUnset)
    ? unite(
        values.filter((value) => !isUnset(value)),
        unset,
      )
    : values;
  frame.set(name, kept);
  if (frame.isTop) context.own(name, kept);
}

/** Renders branches each from the same moment; afterwards a variable can be what it was behind any of them. */
export function eachBranch<Made>(
  scope: Scope,
  branches: readonly (() => Made)[],
  unset: (name: string) => Values,
): Made[] {
  const frames = [...scope.frame.writable(), scope.context];
  const before = new Moment(frames);
  const made: Made[] = [];
  const ends: Moment<Values>[] = [];
  for (const branch of branches) {
    before.restore();
    made.push(branch());
    ends.push(new Moment(frames));
  }
  join(before, ends, scope, unset);
  return made;
}

function join(
  before: Moment<Values>,
  ends: readonly Moment<Values>[],
  scope: Scope,
  unset: (name: string) => Values,
): void {
  const changed = ends.flatMap((end) => end.differences(before));
  before.restore();
  const united = changed.flatMap(({ frame, names }) =>
    names.map((name) => {
      const values = ends.map((end) => {
        end.restore();
        return frame.find(name) ?? scope.context.find(name) ?? unset(name);
      });
      return { frame, name, values: unite(...values) };
    }),
  );
  before.restore();
  for (const { frame, name, values } of united) {
    const known = frame.variables.get(name);
    if (known === undefined || !areSame(known, values)) frame.own(name, values);
  }
}

/** Renders something that may be rendered any number of times. */
export function repeated<Made>(
  scope: Scope,
  render: () => Made,
  unset: (name: string) => Values,
): Made {
  const frames = [...scope.frame.writable(), scope.context];
  let made: Made | undefined;
  for (let round = 0; round < MOST_ROUNDS; round += 1) {
    const before = new Moment(frames);
    [made] = eachBranch<Made | undefined>(scope, [render, () => undefined], unset);
    const changed = new Moment(frames)
      .differences(before)
      .flatMap(({ frame, names }) => names.map((name) => ({ frame, name })));
    if (changed.length === 0) break;
    // what is not known to come to an end is taken for unknown
    if (round === MOST_ROUNDS - 2) {
      for (const { frame, name } of changed) {
        const isOpen = (frame.find(name) ?? []).some(mayBeMarkup);
        frame.own(name, [unknownValue(holeOf(`${name} of a loop`), isOpen)]);
      }
    }
  }
  return made as Made;
}

const MOST_ROUNDS = 3;

export const UNDEFINED: Values = [plainValue(undefined)];
