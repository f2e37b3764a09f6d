// The status and headers of a response that the host has prepared before: what described another answer goes.
import type { ServerResponse } from 'node:http';

/** They describe a body, or how long it may be kept; those of a file are its own. */
const DESCRIBING = [
  ...['Content-Encoding', 'Content-Language', 'Content-Length', 'Content-Location'],
  ...['Content-Range', 'Content-Type', 'Cache-Control', 'Digest', 'ETag', 'Expires'],
  ...['Last-Modified', 'Pragma', 'Transfer-Encoding'],
];

/** What every visitor gets from a shared cache holds nothing of one of them, and is kept. */
const NOT_FOR_ALL = ['CDN-Cache-Control', 'Set-Cookie', 'Surrogate-Control'];

export interface Before {
  readonly status: number;
  readonly headers: ReadonlyMap<string, number | string | string[] | undefined>;
}

export function rememberResponse(response: ServerResponse): Before {
  return {
    status: response.statusCode,
    headers: new Map(Object.entries(response.getHeaders())),
  };
}

/** Makes a response new for a file: 200, and nothing that described another answer. */
export function clearResponse(response: ServerResponse, isForAll: boolean): void {
  response.statusCode = 200;
  // in HTTP/2 it is no property of its own, and warns when it is touched
  if (Object.hasOwn(response, 'statusMessage')) response.statusMessage = undefined as never;
  for (const name of isForAll ? [...DESCRIBING, ...NOT_FOR_ALL] : DESCRIBING) {
    if (response.hasHeader(name)) response.removeHeader(name);
  }
}

/** Takes back the headers that were set since, but for those named, in lower case. */
export function takeBackHeaders(
  response: ServerResponse,
  { headers }: Before,
  kept: readonly string[] = [],
): void {
  for (const name of response.getHeaderNames()) {
    const value = headers.get(name);
    if (value !== undefined) response.setHeader(name, value);
    else if (!kept.includes(name)) response.removeHeader(name);
  }
}

/** Puts everything back as it was, for the next handler. */
export function restoreResponse(response: ServerResponse, before: Before): void {
  takeBackHeaders(response, before);
  response.statusCode = before.status;
  for (const [name, value] of before.headers) {
    if (value !== undefined) response.setHeader(name, value);
  }
}
