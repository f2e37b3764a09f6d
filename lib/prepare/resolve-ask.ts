// Resolves one thing that is asked for, as a page would, and counts what comes of it.
import { errorText } from '../errors.ts';
import type { Parts } from '../parts.ts';
import { placeText } from '../resolver/argument.ts';
import type { Ask } from './asks.ts';
import { formBlocks } from './form-blocks.ts';
import type { Tally } from './tally.ts';

/** Resolves it; what goes wrong is told to the tally. */
export function resolveAsk(parts: Parts, ask: Ask, tally: Tally): void {
  const form = ask.isSlim ? parts.slim : parts.plain;
  const { resolver, blocks } = form;
  tally.time(ask, () => {
    switch (ask.kind) {
      case 'content':
        return void parts.contents.slimcontent(ask.text, undefined, ask.place);
      case 'group':
        return void parts.workshop?.groups.runs(ask.paths, () => {});
      case 'inline':
        return inlineOne(parts, ask, tally);
      case 'block':
        return void (ask.isForm ? formBlocks(form) : blocks).staticall(ask.text, ask.place);
      default: {
        const { url, output, reason } = resolver.resolve(ask.path, ask.place);
        if (output === undefined) tally.miss(ask, url, reason);
      }
    }
  });
}

/** What can't be written into a page would end its render. */
function inlineOne({ inline }: Parts, ask: Ask & { kind: 'inline' }, tally: Tally): void {
  try {
    inline.content(ask.path, ask.isSlim, 'value', ask.place);
  } catch (error) {
    tally.fail(errorText(error) + placeText(ask.place));
  }
}
