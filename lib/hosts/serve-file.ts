// Sends one file over HTTP, with the headers that its kind asks for.
import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from 'node:http';
import { basename } from 'node:path';
import type * as MimeTypes from 'mime-types';
import type Negotiator from 'negotiator';
import type Send from 'send';
import { lazily } from '../core/load-package.ts';
import type { ServedFile } from '../resolver/served.ts';

const mimeTypes = lazily<typeof MimeTypes>('mime-types');
const negotiator = lazily<typeof Negotiator>('negotiator');
const send = lazily<typeof Send>('send');

/** Hands a request on to the next handler. */
export type Next = (error?: unknown) => void;

const CACHE_CONTROL = { output: 'public, max-age=31536000, immutable', source: 'no-cache' };

/** In the order of our preference. */
const ENCODINGS = [
  { name: 'br', extension: '.br' },
  { name: 'gzip', extension: '.gz' },
] as const;

/** Sends the file; where it has gone meanwhile, the next handler answers. */
export function serveFile(
  request: IncomingMessage,
  response: ServerResponse,
  next: Next,
  served: ServedFile,
): void {
  const { filePath, headers } = variantOf(request.headers, served);
  const before = new Map(Object.entries(response.getHeaders()));
  // `send` decodes what it is given
  send()(request, filePath.replaceAll('%', '%25'), {
    dotfiles: 'allow',
    cacheControl: false,
    lastModified: served.kind === 'source',
  })
    // one by one: responses of HTTP/2 have no `setHeaders`
    .on('headers', () => {
      for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
    })
    .on('directory', () => next())
    .on('error', ({ status = 500 }: { status?: number }) => fail(response, next, status, before))
    .pipe(response);
}

/** Picks the file to send: the output, or what was compressed before when the client accepts it. */
export function variantOf(
  requestHeaders: IncomingHttpHeaders,
  served: ServedFile,
): { filePath: string; headers: Record<string, string> } {
  const headers: Record<string, string> = {
    'Content-Type':
      mimeTypes().contentType(basename(served.filePath)) || 'application/octet-stream',
    'X-Content-Type-Options': 'nosniff',
    'Cache-Control': CACHE_CONTROL[served.kind],
  };
  if (served.kind === 'source') return { filePath: served.filePath, headers };
  const variants = ENCODINGS.flatMap(({ name, extension }) => {
    const filePath = served.precompressed(extension);
    return filePath === undefined ? [] : [{ name, filePath }];
  });
  if (variants.length > 0) headers['Vary'] = 'Accept-Encoding';
  const names: string[] = variants.map(({ name }) => name);
  const accepted = new (negotiator())({ headers: requestHeaders }).encodings(names);
  const picked = variants.find(({ name }) => accepted.includes(name));
  if (picked === undefined) {
    return { filePath: served.filePath, headers: { ...headers, ETag: `"${served.version}"` } };
  }
  const { name, filePath } = picked;
  const tag = `"${served.version}-${name}"`;
  return { filePath, headers: { ...headers, 'Content-Encoding': name, ETag: tag } };
}

/** Answers what HTTP asks for (412, 416); a file that is gone, or can't be read, is not ours. */
function fail(
  response: ServerResponse,
  next: Next,
  status: number,
  before: ReadonlyMap<string, number | string | string[] | undefined>,
): void {
  if (response.headersSent) {
    response.destroy();
    return;
  }
  const isAnswer = status === 412 || status === 416;
  for (const name of response.getHeaderNames()) {
    const value = before.get(name);
    if (value !== undefined) response.setHeader(name, value);
    else if (!isAnswer || name !== 'content-range') response.removeHeader(name);
  }
  if (isAnswer) {
    response.statusCode = status;
    response.end();
    return;
  }
  // it was there a moment ago, and may be again
  response.statusCode = 200;
  response.setHeader('Cache-Control', 'no-store');
  next();
}
