// The same files for servers that speak `Request` and `Response`.
import { createReadStream } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { Readable } from 'node:stream';
import type * as Srvx from 'srvx/node';
import { lazily } from '../core/load-package.ts';
import type { ServedFile } from '../resolver/served.ts';
import type { FindServed } from './middleware.ts';
import { serveFile, variantOf } from './serve-file.ts';

const srvx = lazily<typeof Srvx>('srvx/node');

/** Answers a request for one of this site's files; `undefined` for any other. */
export type FetchHandler = (request: Request) => Promise<Response | undefined>;

/** Makes the handler: what the Connect handler answers, with a body that is read as it is asked for. */
export function createFetchHandler(find: FindServed): FetchHandler {
  return async (request) => {
    if (request.method !== 'GET' && request.method !== 'HEAD') return undefined;
    const served = find(new URL(request.url).pathname);
    if (served === undefined || served.kind === 'stranger') return undefined;
    const head = await headOf(request, served);
    if (head.status === 404) return undefined;
    const { status, headers } = head;
    const hasBody = request.method === 'GET' && (status === 200 || status === 206);
    return new Response(hasBody ? bodyOf(request, head, served) : null, { status, headers });
  };
}

/** Lets the Connect handler answer everything but the body. */
function headOf({ url, headers }: Request, served: ServedFile): Promise<Response> {
  const handler = (request: IncomingMessage, response: ServerResponse): void => {
    const notFound = (): void => {
      response.statusCode = 404;
      response.end();
    };
    serveFile(request, response, notFound, served);
  };
  return srvx().fetchNodeHandler(handler, new Request(url, { method: 'HEAD', headers }));
}

/** Streams the bytes that the head announces; who cancels it closes the file. */
function bodyOf(request: Request, head: Response, served: ServedFile): ReadableStream {
  const { filePath } = variantOf(Object.fromEntries(request.headers), served);
  // "bytes 0-9/100"
  const range = /^bytes (\d+)-(\d+)\//.exec(head.headers.get('content-range') ?? '');
  const bounds = range ? { start: Number(range[1]), end: Number(range[2]) } : {};
  return Readable.toWeb(createReadStream(filePath, bounds)) as ReadableStream;
}
