// The one way to call a file proxy: whatever it does is reported once, and skipped for that call.
import { isPromise } from '../core/attempt.ts';
import { inWords, isFunction, optionError } from '../core/option-shapes.ts';
import { Reporter, stderrLogger } from '../core/report.ts';
import { withoutEnd } from '../core/text-end.ts';
import { errorText, quote } from '../errors.ts';
import type { FileInfo, FileProxy, ProxyContext } from './file-proxy.ts';

/** Fails for a file proxy that can't be called. */
export function refuseNoFunction(proxy: unknown): void {
  if (isFunction(proxy)) return;
  throw optionError(`chain() needs file proxies, which are functions, not ${inWords(proxy)}.`);
}

export class ProxyGuard {
  readonly #proxy: FileProxy;
  /** From 1. */
  readonly #position: number;
  reporter: Reporter = new Reporter(stderrLogger());

  constructor(proxy: FileProxy, position: number) {
    this.#proxy = proxy;
    this.#position = position;
  }

  /** Returns the proxy's answer for a uri, or the uri where it has none. */
  answer(uri: string, info: FileInfo): string {
    try {
      const answer: unknown = this.#proxy(uri, info);
      if (typeof answer === 'string') return answer;
      const isPromise = this.#isPromise(answer);
      const kind = isPromise ? 'a promise (it must answer at once)' : errorText(answer);
      this.#report(`returned ${kind} instead of a URL for ${quote(uri)}`);
    } catch (error) {
      this.#report(`failed for ${quote(uri)}: ${errorText(error)}`);
    }
    return uri;
  }

  /**
   * Returns what a method answers at once; `undefined` where the proxy has no such method, or it fails.
   *
   * @param name - How the method is called in a report.
   */
  ask<T>(name: string, call: (proxy: FileProxy) => T): T | undefined {
    try {
      const answer = call(this.#proxy);
      if (!this.#isPromise(answer)) return answer;
      this.#report(`returned a promise from ${name}() (it must return at once)`);
    } catch (error) {
      this.#report(`${name}() failed: ${errorText(error)}`);
    }
    return undefined;
  }

  /** The proxy says what it will answer in the end. */
  get tellsUrls(): boolean {
    return this.ask('urlToCome', ({ mover }) => mover?.urlToCome !== undefined) === true;
  }

  /** What it answers nobody waits for. */
  attach(context: ProxyContext): void {
    try {
      this.#isPromise(this.#proxy.attach?.(context));
    } catch (error) {
      this.#report(`attach() failed: ${errorText(error)}`);
    }
  }

  /** What it throws or rejects with is only reported. */
  async close(): Promise<void> {
    try {
      await this.#proxy.close?.();
    } catch (error) {
      this.#report(`close() failed: ${errorText(error)}`);
    }
  }

  /** Waits for a method whose failure is an answer to whoever asked; what it throws is rejected with. */
  async wait<T>(call: (proxy: FileProxy) => Promise<T> | undefined): Promise<T | undefined> {
    return await call(this.#proxy);
  }

  #isPromise(answer: unknown): boolean {
    return isPromise(answer, (error) => this.#report(`rejected: ${errorText(error)}`));
  }

  #report(what: string): void {
    this.reporter.warnOnce(
      `proxy ${this.#position}`,
      `The file proxy ${this.#nameOf()} ${withoutEnd(what, '.')}. It is skipped whenever that happens; this warning is written once.`,
    );
  }

  #nameOf(): string {
    try {
      const { name } = this.#proxy;
      if (typeof name === 'string' && name !== '') return quote(name);
    } catch {
      // what can't even be named is counted
    }
    return `number ${this.#position}`;
  }
}
