// Sends one file over HTTP, with the headers that its kind asks for.
import { type BigIntStats, closeSync, readSync, type Stats } from 'node:fs';
import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from 'node:http';
import { basename } from 'node:path';
import type Send from 'send';
import { attempt } from '../core/attempt.ts';
import { contentTypeOf } from '../core/content-type.ts';
import { negotiator, send } from '../core/packages.cjs';
import type { OpenFile } from '../files/containment.ts';
import type { ServedFile } from '../resolve/url-lookup.ts';
import { isRangeOf } from './ranges.ts';
import {
  type Before,
  clearResponse,
  rememberResponse,
  restoreResponse,
  takeBackHeaders,
} from './response-headers.ts';
import { whenFirst } from './turn.ts';

/** Opens a file that was found, for whoever closes it. @internal */
export type OpenServed = (filePath: string) => OpenFile;

/** Hands a request on to the next handler. */
export type Next = (error?: unknown) => void;

const CACHE_CONTROL = { output: 'public, max-age=31536000, immutable', source: 'no-cache' };

/** In the order of our preference. */
const ENCODINGS = [
  { name: 'br', extension: '.br' },
  { name: 'gzip', extension: '.gz' },
] as const;
const PREFERRED = [...ENCODINGS.map(({ name }) => name), 'identity'];

/** An option that its types lack: the order among encodings that a client likes equally. */
interface Accepts {
  encodings(names: string[], options?: { preferred: readonly string[] }): string[];
}

/** A file as it is sent: the output, or what was compressed before. @internal */
export interface Variant {
  readonly filePath: string;
  readonly headers: Readonly<Record<string, string>>;
}

/** Opens, sends and closes a file; where it has gone meanwhile, the next handler answers. @internal */
export function serveFile(
  request: IncomingMessage,
  response: ServerResponse,
  next: Next,
  variant: Variant,
  open: OpenServed,
): void {
  whenFirst(request, response, () => {
    const file = attempt(() => open(variant.filePath));
    if (file instanceof Error) return passOn(response, next);
    const sent = attempt(() => sendOpen(request, response, next, variant, file));
    if (sent !== true) closeSync(file.descriptor);
    if (sent instanceof Error) passOn(response, next);
  });
}

/** Sends a file that is open; returns whether it is read on, and closed then. @internal */
export function sendOpen(
  request: IncomingMessage,
  response: ServerResponse,
  next: Next,
  { filePath, headers }: Variant,
  { descriptor: fd, stat }: OpenFile,
): boolean {
  const before = rememberResponse(response);
  const vary = varyOf(before.headers.get('vary'), headers['Vary']);
  let isReadOn = false;
  const options = { fd, dotfiles: 'allow', cacheControl: false, lastModified: false };
  // a host's own status would decide whether requests may be conditional
  clearResponse(response, headers['Cache-Control'] === CACHE_CONTROL.output);
  // `send` decodes what it is given
  const sender = send()(request, filePath.replaceAll('%', '%25'), options as Send.SendOptions)
    // one by one: responses of HTTP/2 have no `setHeaders`
    .on('headers', () => {
      for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
      if (vary !== undefined) response.setHeader('Vary', vary);
    })
    .on('stream', () => {
      isReadOn = true;
    })
    .on('error', ({ status = 500 }: { status?: number }) => fail(response, next, status, before));
  // what was opened is sent, whatever has that name by now
  sender.sendFile = (name) => sender.send(name, plainStats(stat));
  (sender as { isRangeFresh?: () => boolean }).isRangeFresh = () =>
    isRangeOf(request, response, Number(stat.size));
  sender.pipe(response);
  return isReadOn;
}

/** What others vary by stays. */
function varyOf(others: unknown, ours: string | undefined): string | undefined {
  const names = `${others ?? ''}`.split(',').map((name) => name.trim());
  const isNamed = names.some((name) => name === '*' || name.toLowerCase() === ours?.toLowerCase());
  if (ours === undefined || others === undefined) return ours;
  return isNamed ? names.join(', ') : [...names, ours].join(', ');
}

/** What `send` reads of them: the size, and what a weak ETag is made of. */
function plainStats({ mtime, ctime, ino, size }: BigIntStats): Stats {
  return { mtime, ctime, ino: Number(ino), size: Number(size) } as Stats;
}

/** Picks the file to send: the output, or what was compressed before when the client accepts it. @internal */
export function variantOf(
  requestHeaders: IncomingHttpHeaders,
  served: ServedFile,
  nosniff: boolean,
  open: OpenServed,
): Variant {
  const headers: Record<string, string> = {
    'Content-Type': contentTypeOf(basename(served.filePath), (bytes) => {
      const { descriptor } = open(served.filePath);
      try {
        return readSync(descriptor, bytes, 0, bytes.length, 0);
      } finally {
        closeSync(descriptor);
      }
    }),
    ...((nosniff || served.kind === 'output') && { 'X-Content-Type-Options': 'nosniff' }),
    'Cache-Control': CACHE_CONTROL[served.kind],
    // it is packed, and browsers take it for a drawing only where they are told
    ...(/\.svgz$/i.test(served.filePath) && { 'Content-Encoding': 'gzip' }),
  };
  if (served.kind === 'source') {
    const { filePath, tag } = served;
    return { filePath, headers: { ...headers, ...(tag && { ETag: `"${tag}"` }) } };
  }
  const variants = ENCODINGS.flatMap(({ name, extension }) => {
    const filePath = served.precompressed(extension);
    return filePath === undefined ? [] : [{ name, filePath }];
  });
  if (variants.length > 0) headers['Vary'] = 'Accept-Encoding';
  const accepts: Accepts = new (negotiator())({ headers: requestHeaders });
  const names = [...variants.map(({ name }) => name), 'identity'];
  const [accepted] = accepts.encodings(names, { preferred: PREFERRED });
  const picked = variants.find(({ name }) => name === accepted);
  if (picked === undefined) {
    return { filePath: served.filePath, headers: { ...headers, ETag: tagOf(served.version) } };
  }
  const { name, filePath } = picked;
  const tag = tagOf(`${served.version}-${name}`);
  return { filePath, headers: { ...headers, 'Content-Encoding': name, ETag: tag } };
}

/** A version that can't be read out of a name is all of the name, in letters that no header takes. */
function tagOf(version: string): string {
  return `"${encodeURIComponent(version.toWellFormed())}"`;
}

/** Sends the status that HTTP asks for (412, 416). A file that is gone or can't be read goes to the next handler. */
function fail(response: ServerResponse, next: Next, status: number, before: Before): void {
  if (response.headersSent) {
    response.destroy();
  } else if (status === 412 || status === 416) {
    takeBackHeaders(response, before, ['content-range']);
    const range = response.getHeader('Content-Range');
    clearResponse(response, true);
    if (range !== undefined) response.setHeader('Content-Range', range);
    response.statusCode = status;
    response.end();
  } else {
    restoreResponse(response, before);
    passOn(response, next);
  }
}

/** Answers where there is no next handler, as in `http.createServer(middleware)`. */
export function endOf(response: ServerResponse): Next {
  return (error) => {
    if (!response.headersSent) response.statusCode = error === undefined ? 404 : 500;
    if (!response.writableEnded) response.end();
  };
}

/** It was there a moment ago, and may be again. */
export function passOn(response: ServerResponse, next: Next): void {
  response.setHeader('Cache-Control', 'no-store');
  next();
}
