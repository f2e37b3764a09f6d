// The functions that code calls: what they are given may be anything.
import { attempt } from '../core/attempt.ts';
import type { Instance } from '../instance.ts';
import type { TagFunctions } from '../nunjucks/functions.ts';
import { methodOptions } from '../options/method-options.ts';
import type { Description } from '../resolve/describe.ts';

type CodeFunction<Options, Answer> = (path: unknown, options?: Options) => Answer;

export function fileFunction(
  { file }: TagFunctions,
  isSlim: boolean,
): CodeFunction<{ integrity?: boolean } | null, unknown> {
  const name = isSlim ? 'slimfile' : 'staticfile';
  return (path, options) => {
    if (options !== undefined) methodOptions(name, options);
    return file(path, { integrity: isTrue(() => options?.integrity), isSlim, origin: 'code' });
  };
}

export function describeFunction({
  describer,
}: Instance): CodeFunction<{ slim?: boolean }, Description> {
  return (path, options) => {
    methodOptions('describe', options);
    return describer.describe(
      path,
      isTrue(() => options?.slim),
    );
  };
}

/** Options of others may throw when they are read. */
function isTrue(read: () => unknown): boolean {
  return attempt(read) === true;
}

/** What has no text is an empty one. */
export function bodyText(value: unknown): string {
  const text = attempt(() => String(value));
  return typeof text === 'string' ? text : '';
}
