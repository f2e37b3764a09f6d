// Looks whether everything that the proxy needs works, and says in plain words what does not.
import { randomBytes } from 'node:crypto';
import { encodePath } from '../../core/paths.ts';
import { errorText } from '../../errors.ts';
import type { ObjectStore } from '../cdn/store.ts';
import type { ProxyFinding } from '../file-proxy.ts';
import { examineDistribution } from './check-distribution.ts';
import type { AwsOptions } from './services.ts';

export interface CheckParts {
  readonly options: AwsOptions;
  readonly store: ObjectStore;
  /** Where the CDN answers; `undefined`: that is not known. */
  readonly origin: () => Promise<string | undefined>;
  readonly now: () => number;
  readonly fetch: typeof fetch;
  /** Told what the CDN answers to another origin. */
  readonly onCors: (hasCors: boolean) => void;
}

/** Signed requests are refused from fifteen minutes on; a minute tells of a clock that nobody sets. */
const MOST_SKEW_MS = 60_000;
const HEADERS = {
  contentType: 'text/plain; charset=utf-8',
  cacheControl: 'public, max-age=31536000, immutable',
};

/** Checks, in the order in which things depend on each other. */
export async function check(parts: CheckParts): Promise<ProxyFinding[]> {
  const { store, options } = parts;
  const key = `${options.prefix}.staticfile/check-${randomBytes(8).toString('hex')}`;
  const write = await attempt(`An object can be written to "${options.bucket}".`, () =>
    store.put({ key, text: 'check', headers: HEADERS, isConditional: true }),
  );
  const findings = [write, ...(await checkStore(parts, write.isFine ? key : undefined))];
  findings.push(...(await examineDistribution(options)));
  if (write.isFine) findings.push(...(await checkEdge(parts, key)));
  await store.remove([key]).catch(() => {
    // only who prunes may delete: the object is small, and nobody refers to it
  });
  return findings;
}

async function checkStore(
  { store, options, now }: CheckParts,
  key: string | undefined,
): Promise<ProxyFinding[]> {
  let storeMs: number | undefined;
  const list = await attempt(`Objects under "${options.prefix}" can be listed.`, async () => {
    storeMs = (await store.list(options.prefix)).nowMs;
  });
  const readBack = (written: string) =>
    attempt('Objects can be read back.', () => store.read(written));
  const read = key === undefined ? [] : [await readBack(key)];
  return [list, ...read, ...(storeMs === undefined ? [] : [clockFinding(storeMs - now())])];
}

function clockFinding(skewMs: number): ProxyFinding {
  const seconds = Math.round(Math.abs(skewMs) / 1000);
  if (Math.abs(skewMs) <= MOST_SKEW_MS) return { isFine: true, what: 'The clock agrees with S3.' };
  return {
    isFine: false,
    what: `The clock of this machine is ${seconds} s ${skewMs > 0 ? 'behind' : 'ahead of'} that of S3.`,
    advice: 'Set it, or let NTP do it: requests with a wrong time are refused.',
  };
}

async function checkEdge(parts: CheckParts, key: string): Promise<ProxyFinding[]> {
  const origin = await parts.origin().catch(() => undefined);
  if (origin === undefined) {
    const advice = 'See what is said of the distribution.';
    return [{ isFine: false, what: 'It is not known where the CDN answers.', advice }];
  }
  const url = `${origin}/${encodePath(key)}`;
  try {
    const response = await parts.fetch(url, { headers: { origin: 'https://site.invalid' } });
    return [
      servingFinding(response, url),
      ...headerFindings(response, parts),
      policyFinding(origin),
    ];
  } catch (error) {
    const advice = 'Is the domain right, and does its name resolve?';
    return [{ isFine: false, what: `"${url}" can't be fetched: ${reasonOf(error)}.`, advice }];
  }
}

function servingFinding({ status }: Response, url: string): ProxyFinding {
  if (status === 200) return { isFine: true, what: 'The CDN serves what was just written.' };
  const advice =
    status === 403
      ? 'Does the bucket’s policy let this distribution read it? "staticfile cdn setup" sees to that.'
      : 'Does the distribution’s origin point to this bucket, with no path of its own?';
  return { isFine: false, what: `The CDN answers ${status} for "${url}".`, advice };
}

function headerFindings(response: Response, { onCors }: CheckParts): ProxyFinding[] {
  if (response.status !== 200) return [];
  const { headers } = response;
  const isKept = headers.get('cache-control') === HEADERS.cacheControl;
  const isTyped = headers.get('content-type') === HEADERS.contentType;
  const hasCors = headers.get('access-control-allow-origin') !== null;
  onCors(hasCors);
  return [
    isKept && isTyped
      ? { isFine: true, what: 'Cache-Control and Content-Type arrive as they were stored.' }
      : {
          isFine: false,
          what: 'Cache-Control or Content-Type do not arrive as they were stored.',
          advice: 'Look for a response headers policy or function that changes them.',
        },
    {
      isFine: true,
      what: hasCors
        ? 'The CDN allows CORS: masks, fragments, fonts, SVG and modules may move.'
        : 'The CDN does not allow CORS: CSS masks, filters and fragments stay on this site. Fonts, SVG and modules must not be included; the managed policy "CORS-and-SecurityHeadersPolicy" would allow them.',
    },
  ];
}

function policyFinding(origin: string): ProxyFinding {
  const what = `A Content-Security-Policy must allow ${origin}, as in "img-src 'self' ${origin}".`;
  return { isFine: true, what };
}

async function attempt(what: string, action: () => Promise<unknown>): Promise<ProxyFinding> {
  try {
    await action();
    return { isFine: true, what };
  } catch (error) {
    return { isFine: false, what: errorText(error) };
  }
}

/** What `fetch` throws says little; its cause says more. */
function reasonOf(error: unknown): string {
  const { cause } = error as { cause?: unknown };
  return errorText(cause ?? error);
}
