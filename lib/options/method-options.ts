// The options of methods, checked as those of createStaticfiles are.
import {
  type Check,
  checkShapes,
  isBoolean,
  isFunction,
  isObject,
  isText,
  knownKeys,
  type Shape,
  type Shapes,
} from '../core/option-shapes.ts';

const isName: Check = (value) => typeof value === 'string' && !value.includes('\0');
const isNames: Check = (value) => [value].flat().every((each) => isName(each));
const isPaths: Check = (value) => [value].flat().every((each) => typeof each === 'string');
const FILE: Shape = ['a file', (value) => isText(value) && isName(value)];

const PREPARE: Shapes = {
  templates: ['a folder, a file or a glob, or a list of them', isNames],
  paths: ['a path or a glob, or a list of them', isPaths],
  env: ['an environment of Nunjucks', isObject],
  manifest: FILE,
  strict: ['true or false', isBoolean],
  recordTo: FILE,
  from: ['a file, or a list of them', isNames],
  deadlineSeconds: ['a number above 0', (value) => typeof value === 'number' && value > 0],
  onProgress: ['a function', isFunction],
  signal: ['an AbortSignal', (value) => value instanceof AbortSignal],
};

const METHODS = {
  install: ['bake'],
  staticfile: ['integrity'],
  slimfile: ['integrity'],
  page: ['url', 'slim'],
  describe: ['slim'],
  statusPage: ['guard'],
  settled: ['ready', 'timeoutMs'],
} as const;

type Method = keyof typeof METHODS | 'prepare';

/**
 * Returns the options of a method, which have no other keys than it knows; `null` are none.
 *
 * @throws `ERR_STATICFILE_OPTION` with the closest right name.
 */
export function methodOptions<O>(method: Method, options: O): O {
  const known = method === 'prepare' ? Object.keys(PREPARE) : METHODS[method];
  return knownKeys(`${method}()`, options, known);
}

/**
 * Returns the options of `prepare`, of which the types are right, too.
 *
 * @throws `ERR_STATICFILE_OPTION` with the name of what is wrong.
 */
export function prepareOptions<O extends object>(options: O | null): O {
  const known = methodOptions('prepare', options) ?? ({} as O);
  checkShapes(Object(known), PREPARE, 'prepare(): ');
  return known;
}
