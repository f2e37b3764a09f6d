// When a response may hold a file open: once it is the first of its connection.
import type { IncomingMessage, ServerResponse } from 'node:http';

/**
 * Waits until a response is the first of its connection: clients may ask for thousands of files before they
 * read one. A response that never gets there is not told when the connection ends, and has nothing open.
 */
export function whenFirst(
  { socket }: IncomingMessage,
  response: ServerResponse,
  send: () => void,
): void {
  // in HTTP/2, and where requests are made up, there is no such connection
  // where there is a request, Node has loaded it: to import it here would load it at the start
  const { Socket } = process.getBuiltinModule('node:net');
  const isQueued = response.socket === null && socket instanceof Socket;
  if (isQueued && socket.destroyed) return;
  if (isQueued && !socket.pending) {
    response.once('socket', () => {
      // the host may have answered meanwhile
      if (!response.headersSent) send();
    });
  } else {
    send();
  }
}
