// What is surely wrong in the configuration of an AWS client: most of it is the SDK's own affair.
import { didYouMean } from '../../core/closest.ts';
import { quote } from '../../errors.ts';

/** The names that people write; the SDK ignores what it does not know, and goes to AWS without it. */
const NAMES: ReadonlySet<string> = new Set([
  'credentials',
  'endpoint',
  'forcePathStyle',
  'logger',
  'maxAttempts',
  'profile',
  'region',
  'requestHandler',
  'retryMode',
]);

/** Returns what is wrong; `undefined`: nothing that is known. */
export function misspeltIn(config: Readonly<Record<string, unknown>>): string | undefined {
  for (const name of Object.keys(config)) {
    const meant = NAMES.has(name) ? '' : didYouMean(name, [...NAMES]);
    if (meant.startsWith('Did')) return `Unknown option ${quote(name)}. ${meant}`;
  }
  const { endpoint } = config;
  if (typeof endpoint !== 'string' || /^https?:\/\/[^/]/i.test(endpoint)) return undefined;
  return `"endpoint" must be a URL like "https://s3.example.com", not ${quote(endpoint)}.`;
}
