// Blocks of a build: what holds values is left alone, and what may become one is made alone, too.
import { hasHole } from '../core/html/parts.ts';
import type { Form } from '../instance/forms.ts';
import type { AskedInBody } from '../resolve/block-cache.ts';
import type { Blocks } from '../resolve/blocks.ts';

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
    runs: (paths, onLater) => {
      for (const path of paths) resolve(path, undefined);
      return runs(paths, onLater);
    },
  }));
}

function isWhole(path: AskedInBody): boolean {
  return ![path].flat().some(hasHole);
}
