// Resolves one thing that is asked for, as a page would, and counts what comes of it.
import { hasHole } from '../core/html/parts.ts';
import { errorText } from '../errors.ts';
import type { Form } from '../instance/forms.ts';
import type { Instance } from '../instance.ts';
import { placeText } from '../resolve/argument.ts';
import type { AskedInBody } from '../resolve/block-cache.ts';
import type { Blocks } from '../resolve/blocks.ts';
import type { Ask } from './ask.ts';
import type { ReportBuilder } from './report-builder.ts';

/** Resolves it; what goes wrong is told to the tally. */
export function resolveAsk(instance: Instance, ask: Ask, report: ReportBuilder): void {
  const form = ask.isSlim ? instance.slim : instance.plain;
  const { resolver, blocks } = form;
  report.time(ask, () => {
    switch (ask.kind) {
      case 'content':
        return void instance.contents.slimcontent(ask.text, undefined, ask.place);
      case 'group':
        return void instance.sources?.groups.runs(ask.paths, () => {});
      case 'inline':
        return inlineOne(instance, ask, report);
      case 'block':
        return void (ask.isForm ? formBlocks(form) : blocks).staticall(ask.text, ask.place);
      default: {
        const { url, output, reason } = resolver.resolve(ask.path, ask.place);
        if (output === undefined) report.miss(ask, url, reason);
      }
    }
  });
}

/** What can't be written into a page would end its render. */
function inlineOne(
  { inline }: Instance,
  ask: Ask & { kind: 'inline' },
  report: ReportBuilder,
): void {
  try {
    inline.content(ask.path, ask.isSlim, 'value', ask.place);
  } catch (error) {
    report.fail(errorText(error) + placeText(ask.place));
  }
}

const made = new WeakMap<Form, Blocks>();

/** Makes the blocks for forms of bodies; a render may group their files otherwise than any form. */
export function formBlocks(form: Form): Blocks {
  const known = made.get(form) ?? blocksFor(form);
  made.set(form, known);
  return known;
}

function blocksFor({ blocksWith }: Form): Blocks {
  return blocksWith(({ isThere, isCombinable, resolve, runs }) => ({
    isThere: (path) => !hasHole(path) && isThere(path),
    isCombinable: (path) => !hasHole(path) && isCombinable(path),
    resolve: (path, place) => (isWhole(path) ? resolve(path, place) : { url: String(path) }),
    runs: (paths, ...rest) => {
      for (const path of paths) resolve(path, undefined);
      return runs(paths, ...rest);
    },
  }));
}

function isWhole(path: AskedInBody): boolean {
  return ![path].flat().some(hasHole);
}
