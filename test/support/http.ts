// Servers on a free local port that end with their test, and requests sent exactly as given.
import * as http from 'node:http';
import * as net from 'node:net';

/** A Connect handler; an Express app is one as well. */
export type Handler = (
  req: http.IncomingMessage,
  res: http.ServerResponse,
  next: (error?: unknown) => void,
) => unknown;

export type Headers = Readonly<Record<string, string>>;

export interface Answer {
  readonly status: number;
  /** Names in lower case; repeated headers are joined by a comma. */
  readonly headers: Headers;
  readonly body: Buffer;
}

export interface TestServer {
  /** Sends `target` byte for byte, whatever it holds. */
  request(method: string, target: string, headers?: Headers): Promise<Answer>;
  get(target: string, headers?: Headers): Promise<Answer>;
}

export interface Servers {
  /** What the handler passes on is answered 404 `next handler`, an error 500. */
  serve(handler: Handler): Promise<TestServer>;
}

/** To be called inside of a `describe`: its servers are closed after each test. */
export function useServers(): Servers {
  const open: http.Server[] = [];
  afterEach(async () => {
    await Promise.all(open.splice(0).map(stop));
  });
  return {
    async serve(handler) {
      const server = http.createServer((req, res) => {
        handler(req, res, (error) => answerNext(res, error));
      });
      open.push(server);
      const port = await listen(server);
      const request = (method: string, target: string, headers: Headers = {}) =>
        send(port, requestText(method, target, headers));
      return { request, get: (target, headers) => request('GET', target, headers) };
    },
  };
}

function answerNext(res: http.ServerResponse, error: unknown): void {
  res.statusCode = error === undefined ? 404 : statusOf(error);
  res.end(error === undefined ? 'next handler' : 'error');
}

function statusOf(error: unknown): number {
  const status = (error as { status?: unknown } | null)?.status;
  return typeof status === 'number' ? status : 500;
}

function listen(server: http.Server): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => resolve((server.address() as net.AddressInfo).port));
  });
}

function stop(server: http.Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}

function requestText(method: string, target: string, headers: Headers): string {
  const lines = Object.entries({ Host: '127.0.0.1', ...headers, Connection: 'close' });
  const head = lines.map(([name, value]) => `${name}: ${value}\r\n`).join('');
  return `${method} ${target} HTTP/1.1\r\n${head}\r\n`;
}

function send(port: number, text: string): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    const socket = net.connect(port, '127.0.0.1', () => socket.write(text, 'latin1'));
    socket.on('data', (chunk: Buffer) => chunks.push(chunk));
    socket.on('error', reject);
    socket.on('end', () => {
      socket.end();
      try {
        resolve(parseAnswer(Buffer.concat(chunks)));
      } catch (error) {
        reject(error);
      }
    });
  });
}

function parseAnswer(bytes: Buffer): Answer {
  const end = bytes.indexOf('\r\n\r\n');
  const [first = '', ...lines] = bytes.toString('latin1', 0, Math.max(end, 0)).split('\r\n');
  const status = /^HTTP\/1\.1 (\d{3})/.exec(first)?.[1];
  if (status === undefined) throw new Error(`No HTTP answer: "${bytes.toString('latin1')}"`);
  const headers = parseHeaders(lines);
  const rest = bytes.subarray(end + 4);
  const chunked = headers['transfer-encoding'] === 'chunked';
  return { status: Number(status), headers, body: chunked ? unchunk(rest) : rest };
}

function parseHeaders(lines: readonly string[]): Headers {
  const headers: Record<string, string> = {};
  for (const line of lines) {
    const colon = line.indexOf(':');
    const name = line.slice(0, colon).toLowerCase();
    const value = line.slice(colon + 1).trim();
    headers[name] = name in headers ? `${headers[name]}, ${value}` : value;
  }
  return headers;
}

function unchunk(bytes: Buffer): Buffer {
  const parts: Buffer[] = [];
  let at = 0;
  for (;;) {
    const lineEnd = bytes.indexOf('\r\n', at);
    if (lineEnd < 0) return Buffer.concat(parts);
    const size = Number.parseInt(bytes.toString('latin1', at, lineEnd), 16);
    if (!(size > 0)) return Buffer.concat(parts);
    parts.push(bytes.subarray(lineEnd + 2, lineEnd + 2 + size));
    at = lineEnd + 2 + size + 2;
  }
}
