// The options of methods, checked as those of createStaticfiles are.
import {
  type Check,
  checkShapes,
  inWords,
  isBoolean,
  isFunction,
  isObject,
  isText,
  knownKeys,
  optionError,
  type Shape,
  type Shapes,
} from '../core/option-shapes.ts';

const isName: Check = (value) => typeof value === 'string' && !value.includes('\0');
const isNames: Check = (value) => [value].flat().every((each) => isName(each));
const isPaths: Check = (value) => [value].flat().every((each) => typeof each === 'string');
const FILE: Shape = ['a file', (value) => isText(value) && isName(value)];

const BOOLEAN: Shape = ['true or false', isBoolean];
const DURATION: Shape = ['a number from 0 up', (value) => typeof value === 'number' && value >= 0];
const FUNCTION: Shape = ['a function', isFunction];

const PREPARE: Shapes = {
  templates: ['a folder, a file or a glob, or a list of them', isNames],
  paths: ['a path or a glob, or a list of them', isPaths],
  env: ['an environment of Nunjucks', isObject],
  manifest: FILE,
  strict: BOOLEAN,
  recordTo: FILE,
  from: ['a file, or a list of them', isNames],
  deadlineSeconds: ['a number above 0', (value) => typeof value === 'number' && value > 0],
  onProgress: FUNCTION,
  signal: ['an AbortSignal', (value) => value instanceof AbortSignal],
};

type Checked = 'install' | 'prepare' | 'settled' | 'statusPage';
type Named = 'staticfile' | 'slimfile' | 'page' | 'describe';

/** Called at the start of a program. */
const CHECKED: Readonly<Record<Checked, Shapes>> = {
  install: { bake: BOOLEAN },
  prepare: PREPARE,
  settled: { ready: BOOLEAN, timeoutMs: DURATION },
  statusPage: { guard: FUNCTION },
};

/** Called in renders, which no wrong value may break: of these the names alone are checked. */
const NAMED: Readonly<Record<Named, readonly string[]>> = {
  staticfile: ['integrity'],
  slimfile: ['integrity'],
  page: ['url', 'slim'],
  describe: ['slim'],
};

/**
 * Returns the options of a method, which have no other keys than it knows; `null` are none.
 *
 * @throws `ERR_STATICFILE_OPTION` with the closest right name, or with what has the wrong type.
 */
export function methodOptions<O>(method: Checked | Named, options: O): O {
  const owner = `${method}()`;
  if (method in NAMED) return knownKeys(owner, options, NAMED[method as Named]);
  const shapes = CHECKED[method as Checked];
  const known = knownKeys(owner, options, Object.keys(shapes));
  if (known === undefined) return known;
  if (isObject(known)) checkShapes(known as object, shapes, `${owner}: `);
  else throw optionError(`${owner} takes an object with options, not ${inWords(known)}.`);
  return known;
}
