// The same files for servers that speak `Request` and `Response`.
import type { IncomingMessage, ServerResponse } from 'node:http';
import { fetchNodeHandler } from 'srvx/node';
import type { FindServed } from './middleware.ts';
import { serveFile } from './serve-file.ts';

/** Answers a request for one of this site's files; `undefined` for any other. */
export type FetchHandler = (request: Request) => Promise<Response | undefined>;

/** Makes the handler: the one that serves over node:http, fed with the request. */
export function createFetchHandler(find: FindServed): FetchHandler {
  return async ({ url, method, headers, signal }) => {
    if (method !== 'GET' && method !== 'HEAD') return undefined;
    const served = find(new URL(url).pathname);
    if (served === undefined || served.kind === 'stranger') return undefined;
    return fetchNodeHandler((request: IncomingMessage, response: ServerResponse) => {
      const notFound = (): void => {
        response.statusCode = 404;
        response.end();
      };
      serveFile(request, response, notFound, served);
    }, new Request(url, { method, headers, signal }));
  };
}
