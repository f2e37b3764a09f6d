// Asks a domain for one object, and judges what it answers.
import { errorCode, errorText, quote } from '../../errors.ts';
import { PROBED_BYTES, type ProbeTarget } from './probe-target.ts';

export interface ProbeAnswer {
  readonly status: number;
  /** Absent: not known. */
  readonly sizeBytes?: number | undefined;
  readonly firstBytes?: Buffer | undefined;
  readonly contentType?: string | undefined;
  readonly contentEncoding?: string | undefined;
  /** Browsers may look what it is; absent: not known. */
  readonly isSniffed?: boolean;
  /** Its headers keep pages of other origins from showing it. */
  readonly isForOwnOrigin?: boolean;
  /** It allowed another origin to read; absent: not asked. */
  readonly hasCors?: boolean;
}

export interface ProofParts {
  /** Fetches a URL; rejects where there is no answer. Of an empty object no range may be asked for. */
  readonly probe: (url: string, isEmpty: boolean) => Promise<ProbeAnswer>;
  /** Returns what to do about a status; about a name that does not exist where there is none. */
  readonly advise: (status: number | undefined) => string;
}

/** `none`: there was no answer, so that nothing is known. */
export type Verdict =
  | { readonly is: 'right'; readonly hasCors?: boolean | undefined }
  | { readonly is: 'none' | 'wrong'; readonly why: string };

/** A server that is overloaded, or a proxy on the way: that says nothing of what the CDN serves. */
const NO_ANSWER = new Set([407, 408, 429]);

export async function ask(parts: ProofParts, target: ProbeTarget): Promise<Verdict> {
  const { url } = target;
  const wrong = (what: string, status?: number, advice = parts.advise(status)): Verdict => {
    return {
      is: 'wrong',
      why: `No URL of the CDN is handed out: ${quote(url)} ${what}. ${advice}`,
    };
  };
  const none = (why: string): Verdict => {
    return { is: 'none', why: `${quote(url)} can't be asked for (${why}); it is tried again.` };
  };
  try {
    const { status, hasCors, ...found } = await parts.probe(url, target.sizeBytes === 0);
    // a function of the user's may answer anything
    if (!Number.isInteger(status) || status < 100 || status >= 500 || NO_ANSWER.has(status))
      return none(`it answers ${typeof status === 'number' ? status : quote(status)}`);
    // whoever asks for a range of an empty object is told that it has none
    if (status === 416 && target.sizeBytes === 0) return { is: 'right', hasCors };
    if (status < 200 || status > 206) return wrong(`answers ${status}`, status);
    // such a page is never uploaded: an app answers so for all that it does not have
    if (/^text\/html\b/i.test(found.contentType ?? '')) return wrong('answers a page', status);
    if (isOther(found, target, status === 206))
      return wrong('answers other bytes than were uploaded', status);
    const fault = faultIn(found, new URL(url).pathname);
    return fault === undefined ? { is: 'right', hasCors } : wrong(fault, status, MEND_HEADER);
  } catch (error) {
    const { cause } = Object(error) as { cause?: unknown };
    const isNowhere = [error, cause].some((each) => isNotFound(each, url));
    return isNowhere
      ? wrong('leads nowhere: its name does not exist')
      : none(errorText(cause ?? error));
  }
}

/** Another name that does not exist is that of a proxy on the way. */
function isNotFound(error: unknown, url: string): boolean {
  if (errorCode(error) !== 'ENOTFOUND') return false;
  const { hostname = new URL(url).hostname } = error as { hostname?: string };
  return hostname === new URL(url).hostname;
}

const MEND_HEADER = 'Look for the response headers policy, function or proxy that sets it.';

/** The type that browsers insist on, also without being told not to look; where they are, more. */
const STRICT: readonly (readonly [name: RegExp, type: RegExp, needsNoSniff: boolean])[] = [
  [/\.css$/i, /^text\/css\b/i, false],
  [/\.svgz?$/i, /^image\/svg\+xml\b/i, false],
  [/\.mjs$/i, /\b(?:java|ecma)script\b/i, false],
  [/\.js$/i, /\b(?:java|ecma)script\b/i, true],
];

/** Returns what in its headers makes browsers refuse an object whose bytes are right. */
function faultIn(answer: Omit<ProbeAnswer, 'status'>, pathname: string): string | undefined {
  const { contentType, contentEncoding = '', isSniffed = true, isForOwnOrigin } = answer;
  if (isForOwnOrigin)
    return 'has "Cross-Origin-Resource-Policy: same-origin", so that no page shows it';
  const isPacked = /^(?:gzip|x-gzip|br|deflate|zstd)$/i.test(contentEncoding);
  // these bytes are the file's own, and only `.svgz` is packed
  if (isPacked && !/\.svgz$/i.test(pathname))
    return `has "Content-Encoding: ${contentEncoding}", and is not packed so`;
  const fits = STRICT.every(
    ([name, type, needsNoSniff]) =>
      !name.test(pathname) ||
      (needsNoSniff && isSniffed) ||
      type.test(contentType ?? '') ||
      !contentType,
  );
  return fits ? undefined : `has "Content-Type: ${contentType}", with which browsers refuse it`;
}

type Found = Pick<ProbeAnswer, 'sizeBytes' | 'firstBytes'>;

function isOther(found: Found, target: ProbeTarget, isPart: boolean): boolean {
  const { sizeBytes, firstBytes } = target;
  if (found.sizeBytes !== undefined && sizeBytes !== undefined && found.sizeBytes !== sizeBytes)
    return true;
  if (found.firstBytes === undefined || firstBytes === undefined) return false;
  // a server may answer with less than it was asked for
  const most = isPart ? Math.min(found.firstBytes.length, firstBytes.length) : PROBED_BYTES;
  return !found.firstBytes.subarray(0, most).equals(firstBytes.subarray(0, most));
}
