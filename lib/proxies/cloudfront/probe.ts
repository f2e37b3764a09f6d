// Asks the CDN for the first bytes of an object, as a page of this site would.
import { type ClientRequest, get as httpGet, type IncomingMessage } from 'node:http';
import { get as httpsGet } from 'node:https';
import { PROBED_BYTES } from '../cdn/probe-target.ts';
import type { ProbeAnswer, ProofParts } from '../cdn/prober.ts';
import { agentIn } from './environment.ts';

/** The answer of an edge; of its body only the first bytes are read. */
export interface EdgeAnswer extends ProbeAnswer {
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
}

const TIMEOUT_MS = 10_000;
const RANGE = { range: `bytes=0-${PROBED_BYTES - 1}` };
const HEADERS = {
  'accept-encoding': 'identity',
  // any origin but the CDN's own: does it let others read?
  origin: 'https://site.invalid',
};

/**
 * Fetches the first bytes of a URL. Rejects where there is no answer within ten seconds.
 *
 * @param isEmpty - The object has no bytes: the edge would remember that it has no such range.
 */
export async function probeEdge(url: string, isEmpty = false): Promise<EdgeAnswer> {
  const signal = AbortSignal.timeout(TIMEOUT_MS);
  const agent = agentIn(process.env);
  return await new Promise((resolve, reject) => {
    const headers = isEmpty ? HEADERS : { ...HEADERS, ...RANGE };
    const get = url.startsWith('https:') ? httpsGet : httpGet;
    const request: ClientRequest = get(url, { agent, headers, signal });
    // nothing here keeps a process alive by itself
    request.on('socket', (socket) => socket.unref());
    request.on('error', reject);
    // the agent passes a proxy's refusal on as if it were the CDN's answer
    request.on('proxyConnect', ({ statusCode = 200 }: { statusCode?: number } = {}) => {
      // requests by http are handed on without a CONNECT, and tell no status
      if (statusCode === 200) return;
      reject(new Error(`the proxy on the way answers ${statusCode}`));
      request.destroy();
    });
    request.on('response', (response) => {
      firstBytesOf(response).then((firstBytes) => {
        resolve(answerOf(response, firstBytes));
        request.destroy();
      }, reject);
    });
  });
}

/** The proof that a proxy uses by default, or with a function of its own. */
export function proofWith(
  probe: ((url: string) => number | Promise<number>) | false | undefined,
): ProofParts | undefined {
  if (probe === false) return undefined;
  if (probe === undefined) return { probe: probeEdge, advise };
  return { probe: async (url) => ({ status: await probe(url) }), advise };
}

function advise(status: number | undefined): string {
  if (status === undefined) return 'Check the option "domain", and its entry in the DNS.';
  const check = '"staticfile cdn check" says more.';
  if (status === 403) {
    return `Let the bucket’s policy allow this distribution to read: "staticfile cdn setup" does. Viewers who must sign, or are limited by place, need { probe: false }. ${check}`;
  }
  if (status < 300) return `Is another bucket or a function behind this domain? ${check}`;
  return `Is this bucket the origin, without a path of its own? ${check}`;
}

async function firstBytesOf(response: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of response) {
    chunks.push(chunk as Buffer);
    length += (chunk as Buffer).length;
    if (length >= PROBED_BYTES) break;
  }
  return Buffer.concat(chunks);
}

function answerOf({ statusCode = 0, headers }: IncomingMessage, firstBytes: Buffer): EdgeAnswer {
  const [, total] = /\/(\d+)$/.exec(headers['content-range'] ?? '') ?? [];
  const length = statusCode === 200 ? headers['content-length'] : total;
  return {
    status: statusCode,
    headers,
    firstBytes,
    contentType: headers['content-type'],
    contentEncoding: headers['content-encoding'],
    isSniffed: headers['x-content-type-options'] !== 'nosniff',
    isForOwnOrigin: headers['cross-origin-resource-policy'] === 'same-origin',
    sizeBytes: length === undefined ? undefined : Number(length),
    hasCors: headers['access-control-allow-origin'] !== undefined,
  };
}
