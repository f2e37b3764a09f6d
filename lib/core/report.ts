// Where messages go, and the rule that each is said once.
import { printable } from '../errors.ts';
import { attempt, isPromise } from './attempt.ts';
import { BoundedMemory } from './bounded-memory.ts';
import { contentHash } from './names.ts';

/** Takes messages, one method per level. `console` is one. */
export interface Logger {
  debug(message: string): void;
  info(message: string): void;
  warn(message: string): void;
  error(message: string): void;
}

/** For what was said; a visitor makes as many subjects as he likes. */
const SAID_BYTES = 4_000_000;
/** A subject that is longer is remembered by its hash. */
const LONGEST_SUBJECT = 500;

const SAID = {};

/** Is told what is said, and what fails. */
export interface Listener {
  warned(this: void, message: string): void;
  failed(this: void, message: string): void;
}

/** Logs each message once. */
export class Reporter {
  /** The one that was given, which does no harm whatever its methods do. */
  readonly logger: Logger;
  readonly #said = new BoundedMemory<object>({ mostBytes: SAID_BYTES, sizeOf: () => 0 });
  readonly #listeners = new Set<Listener>();

  constructor(logger: Logger) {
    this.logger = harmless(logger);
  }

  /** Adds a listener to warnings and failures, until the function that is answered is called. */
  listen(listener: Listener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Tells listeners of a failure, which is said where it is known what comes of it. */
  tell(failure: string): void {
    for (const listener of this.#listeners) listener.failed(failure);
  }

  /** Warns, unless something was already said about `subject`. */
  warnOnce(subject: string, message: string): void {
    this.sayOnce('warn', subject, message);
  }

  /** Logs at a level, unless something was already said about `subject`. */
  sayOnce(level: keyof Logger, subject: string, message: string): void {
    const key = subject.length > LONGEST_SUBJECT ? contentHash(subject) : subject;
    if (this.#said.get(key) !== undefined) return;
    this.#said.set(key, SAID);
    this.#say(level, message);
  }

  /** Warns, of what is said again only when it happens again. */
  warn(message: string): void {
    this.#say('warn', message);
  }

  #say(level: keyof Logger, text: string): void {
    const message = printable(text);
    if (level === 'warn') for (const { warned } of this.#listeners) warned(message);
    this.logger[level](message);
  }
}

/** A logger that fails, now or later, has nowhere to say so, and a render must not end for it. */
function harmless(logger: Logger): Logger {
  const say = (level: keyof Logger) => (message: string) => {
    attempt(() => isPromise(logger[level](message)));
  };
  return { debug: say('debug'), info: say('info'), warn: say('warn'), error: say('error') };
}

/** Returns the default logger: warnings and errors to stderr, nothing else. */
export function stderrLogger(write: (text: string) => void = writeError): Logger {
  const say = (message: string): void => write(`nunjucks-staticfile: ${message}\n`);
  return { debug: () => {}, info: () => {}, warn: say, error: say };
}

const heard = new WeakSet<object>();

/** Writes to stderr. Where nobody reads it any more (`… | true`), the text is lost, not the process. */
export function writeError(text: string): void {
  const { stderr } = process;
  // the failure comes later, as an event that would end the process
  if (!heard.has(stderr)) stderr.on('error', () => {});
  heard.add(stderr);
  stderr.write(text);
}
