// A server before S3 that can answer by itself: what a store does that is not AWS's own.
import { createServer, type IncomingMessage, request, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Front {
  readonly url: string;
  /** How many bytes of bodies have come in. */
  readonly receivedBytes: () => number;
  close(): Promise<void>;
}

/**
 * Starts it on loopback.
 *
 * @param answer - Answers a request by itself, or returns `false` to pass it on.
 */
export async function startFront(
  target: string,
  answer: (request: IncomingMessage, response: ServerResponse) => boolean,
): Promise<Front> {
  let receivedBytes = 0;
  const server = createServer((incoming, response) => {
    incoming.on('data', (piece: Buffer) => {
      receivedBytes += piece.length;
    });
    if (answer(incoming, response)) return;
    const { method, url, headers } = incoming;
    const passed = request(new URL(url ?? '/', target), { method, headers }, (reply) => {
      response.writeHead(reply.statusCode ?? 502, reply.headers);
      reply.pipe(response);
    });
    passed.on('error', () => response.destroy());
    incoming.pipe(passed);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    receivedBytes: () => receivedBytes,
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** Answers with an error as S3 writes it. */
export function refuse(response: ServerResponse, status: number, code: string): true {
  response.writeHead(status, { 'content-type': 'application/xml', connection: 'close' });
  response.end(`<Error><Code>${code}</Code><Message>${code}</Message></Error>`);
  return true;
}
