// Faults that are injected: answers that fail, connections that break, servers that hang.
import { AwsError } from './errors.js';

export class Faults {
  #rules = [];

  /**
   * Adds a fault. `kind` is `'status'` (with `status`, `code`, `message`, `headers`), `'reset'` before
   * the body is read, `'reset-in-body'`, `'reset-after-write'`, `'hang'`, `'slow'` (with `delayMs`),
   * `'garbage'` or `'skew'`.
   *
   * @param {{ kind: string, service?: string, operation?: string, key?: string | RegExp,
   *   times?: number, [more: string]: unknown }} rule
   * @returns A function that removes it.
   */
  add(rule) {
    const added = { times: 1, ...rule };
    this.#rules.push(added);
    return () => {
      this.#rules = this.#rules.filter((each) => each !== added);
    };
  }

  clear() {
    this.#rules = [];
  }

  /** Takes the fault for a request; each counts down. */
  take(asked) {
    const rule = this.#rules.find((each) => each.times > 0 && matches(each, asked));
    if (rule !== undefined) rule.times -= 1;
    return rule;
  }
}

function matches({ service, operation, key }, asked) {
  if (service !== undefined && service !== asked.service) return false;
  if (operation !== undefined && operation !== asked.operation) return false;
  if (key instanceof RegExp) return key.test(asked.key ?? '');
  return key === undefined || key === asked.key;
}

/** Answers `true` when the fault was all that there is of the answer. */
export async function applyBefore(fault, request, response) {
  switch (fault?.kind) {
    case 'status':
      throw new AwsError(fault.status, fault.code, fault.message, { headers: fault.headers });
    case 'skew':
      throw new AwsError(403, 'RequestTimeTooSkewed', 'The difference is too large.');
    case 'reset':
      request.socket.destroy();
      return true;
    case 'reset-in-body':
      request.once('data', () => request.socket.destroy());
      return true;
    case 'hang':
      request.resume();
      return true;
    case 'slow':
      await new Promise((resolve) => setTimeout(resolve, fault.delayMs));
      return false;
    case 'garbage':
      request.resume();
      response.writeHead(200, { 'content-type': 'application/xml' });
      response.end('<ListBucketResult><Contents>');
      return true;
    default:
      return false;
  }
}
