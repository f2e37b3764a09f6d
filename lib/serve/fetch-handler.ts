// The same files for servers that speak `Request` and `Response`.
import { closeSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { attempt } from '../core/attempt.ts';
import { inWords } from '../core/option-shapes.ts';
import { srvx } from '../core/packages.cjs';
import { StaticfileError } from '../errors.ts';
import type { OpenFile } from '../files/containment.ts';
import type { FileSource, ServeOptions } from './middleware.ts';
import { findFirst } from './requested-paths.ts';
import { bodyOf } from './response-body.ts';
import { type OpenServed, sendOpen, type Variant, variantOf } from './serve-file.ts';

/** Too many others are being made. */
const BUSY = { 'Cache-Control': 'no-store', 'Retry-After': '1' };

/** Returns the response to a request for one of this site's files; `undefined` for any other. */
export type FetchHandler = (request: Request) => Promise<Response | undefined>;

/** Returns the handler: what the Connect handler answers, with a body that is read as it is asked for. */
export function createFetchHandler(
  files: FileSource,
  { nosniff, pathsOf }: ServeOptions,
): FetchHandler {
  const open: OpenServed = (filePath) => files.open(filePath);
  return async (request) => {
    checkRequest(request);
    if (request.method !== 'GET' && request.method !== 'HEAD') return undefined;
    const paths = pathsOf(new URL(request.url).pathname);
    const served = await findFirst((path) => files.find(path), paths);
    if (served?.kind === 'busy') return new Response(null, { status: 503, headers: BUSY });
    if (served === undefined || served.kind === 'stranger') return undefined;
    const variant = attempt(() =>
      variantOf(Object.fromEntries(request.headers), served, nosniff, open),
    );
    if (variant instanceof Error) return undefined;
    // what fails is not there for now: the caller answers
    return answer(request, variant, open).catch(() => undefined);
  };
}

function checkRequest(request: unknown): void {
  const { method, url, headers } = Object(request) as Partial<Request>;
  if (typeof method === 'string' && typeof url === 'string' && headers && URL.canParse(url)) return;
  throw new StaticfileError(
    'ERR_STATICFILE_ARGUMENT',
    `handle() expects a Request, got ${inWords(request)}. Give it one: new Request("http://site" + path).`,
  );
}

/** Returns the response with the file, which is closed again: its body opens it when it is read. */
async function answer(
  request: Request,
  variant: Variant,
  open: OpenServed,
): Promise<Response | undefined> {
  const file = open(variant.filePath);
  try {
    const head = await headOf(request, variant, file);
    const { status, headers } = head;
    if (status === 404) return undefined;
    const hasBody = request.method === 'GET' && (status === 200 || status === 206);
    const body = hasBody ? bodyOf(head, file, () => open(variant.filePath)) : null;
    return new Response(body, { status, headers });
  } finally {
    closeSync(file.descriptor);
  }
}

/** Lets the Connect handler answer everything but the body. */
function headOf({ url, headers }: Request, variant: Variant, file: OpenFile): Promise<Response> {
  const handler = (request: IncomingMessage, response: ServerResponse): void => {
    const notFound = (): void => {
      response.statusCode = 404;
      response.end();
    };
    sendOpen(request, response, notFound, variant, file);
  };
  return srvx().fetchNodeHandler(handler, new Request(url, { method: 'HEAD', headers }));
}
