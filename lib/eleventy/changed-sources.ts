// Sources that became others while a build ran: its pages name a version that is not theirs any more.
import type { Output } from '../convert/output.ts';
import { attempt } from '../core/attempt.ts';
import { contentHash } from '../core/names.ts';
import { quote, StaticfileError } from '../errors.ts';
import type { Instance } from '../instance.ts';

/** Names that fit a sentence. */
const MOST_NAMED = 5;

/** Remembers what was converted before a build; returns a function that checks the rest after it. */
export function watchSources(instance: Instance): () => void {
  if (instance.sources === undefined) return () => {};
  const before = new Set(instance.converter.outputs());
  return () => refuseChanged(instance, before);
}

/**
 * Checks that the sources of all other outputs are still what they were when they were converted.
 *
 * @throws `ERR_STATICFILE_UNREADABLE` where one is another, or gone.
 */
function refuseChanged(instance: Instance, before: ReadonlySet<Output>): void {
  const { finder } = instance;
  const isChanged = (output: Output, path: string, at: number): boolean => {
    const source = output.record.sources[at];
    const found = finder.locate(path);
    if (source === undefined || found?.identity === source.identity) return false;
    const bytes = attempt(() => instance.disk.readFileSync(found?.filePath ?? ''));
    return bytes instanceof Error || contentHash(bytes) !== source.hash;
  };
  const changed = new Set<string>();
  for (const output of instance.converter.outputs()) {
    if (before.has(output)) continue;
    for (const [at, path] of output.conversion.paths.entries()) {
      if (isChanged(output, path, at)) changed.add(path);
    }
  }
  if (changed.size > 0) throw changedError([...changed]);
}

function changedError(paths: readonly string[]): StaticfileError {
  const named = paths.slice(0, MOST_NAMED).map((each) => quote(each));
  const more = paths.length > MOST_NAMED ? ` and ${paths.length - MOST_NAMED} more` : '';
  return new StaticfileError(
    'ERR_STATICFILE_UNREADABLE',
    `${named.join(', ')}${more} changed while the pages were rendered, so that they name an old version. ` +
      'Build again. If 11ty itself, or a tool beside it, fills this folder during a build ' +
      '(addPassthroughCopy), name the folder that it is copied from in "roots".',
  );
}
