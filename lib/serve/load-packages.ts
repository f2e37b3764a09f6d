// Loads before the first request what requests and renders need: later, descriptors or files may be missing.
import { attempt } from '../core/attempt.ts';
import {
  cssTokenizer,
  cssWords,
  jsTokens,
  lexer,
  mimeTypes,
  negotiator,
  parse5,
  send,
} from '../core/packages.cjs';

const FOR_REQUESTS = [mimeTypes, negotiator, send];
const FOR_RENDERS = [parse5, cssTokenizer, cssWords, jsTokens, lexer];

/** What can't be loaded now is tried again when it is needed. */
export function loadPackages(): void {
  for (const load of FOR_REQUESTS) attempt<unknown>(load);
  loadNext(FOR_RENDERS);
}

/** A server starts no later for it, and is held by one at a time. */
function loadNext([load, ...others]: readonly (() => unknown)[]): void {
  if (load === undefined) return;
  setImmediate(() => {
    attempt<unknown>(load);
    loadNext(others);
  }).unref();
}
