// The Connect handler that serves this site's files, for Express and plain node:http alike.
import type { IncomingMessage, ServerResponse } from 'node:http';
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
import type { Answered } from '../resolve/made-on-request.ts';
import { findFirst, type RequestedPaths } from './requested-paths.ts';
import { clearResponse } from './response-headers.ts';
import { endOf, type Next, type OpenServed, passOn, serveFile, variantOf } from './serve-file.ts';

/** What requests need is loaded before the first: later, descriptors or files may be missing. */
const FOR_REQUESTS = [mimeTypes, negotiator, send];
const FOR_RENDERS = [parse5, cssTokenizer, cssWords, jsTokens, lexer];

/** A handler of Connect's shape: `app.use(handler)`, or called from `http.createServer`. */
export type Middleware = (request: IncomingMessage, response: ServerResponse, next?: Next) => void;

/** The options that handlers need. @internal */
export interface ServeOptions {
  readonly nosniff: boolean;
  readonly pathsOf: RequestedPaths;
}

/** Finds what a URL path leads to, and opens it. @internal */
export interface FileSource {
  find(urlPath: string): Answered | undefined | Promise<Answered | undefined>;
  open: OpenServed;
}

/**
 * It answers GET and HEAD. What is not ours goes to the next handler; a versioned name that is not
 * ours with `Cache-Control: no-store`, so that no cache keeps the 404 of what may be an output soon.
 * @internal
 */
export function createMiddleware(
  files: FileSource,
  { nosniff, pathsOf }: ServeOptions,
): Middleware {
  loadPackages();
  const open: OpenServed = (filePath) => files.open(filePath);
  return (request, response, next = endOf(response)) => {
    if (request.method !== 'GET' && request.method !== 'HEAD') return next();
    // somebody has answered already
    if (response.headersSent || response.writableEnded) return next();
    const answer = (served: Answered | undefined) => {
      if (served === undefined) return next();
      if (served.kind === 'output' || served.kind === 'source') {
        const variant = attempt(() => variantOf(request.headers, served, nosniff, open));
        if (variant instanceof Error) return passOn(response, next);
        return serveFile(request, response, next, variant, open);
      }
      if (served.kind === 'stranger') return passOn(response, next);
      clearResponse(response, true);
      response.setHeader('Cache-Control', 'no-store');
      response.writeHead(503, { 'Retry-After': '1' }).end();
    };
    const { url = '/', originalUrl } = request as IncomingMessage & { originalUrl?: string };
    const served = findFirst((path) => files.find(path), pathsOf(url, originalUrl));
    if (served instanceof Promise) served.then(answer).catch(next);
    else answer(served);
  };
}

/** What can't be loaded now is tried again when it is needed. */
function loadPackages(): void {
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
