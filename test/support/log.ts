// A logger that keeps what it is told, so that a test can read it.
export interface CollectedLog {
  readonly debugs: string[];
  readonly warnings: string[];
  readonly errors: string[];
  debug(message: string): void;
  info(message: string): void;
  warn(message: string): void;
  error(message: string): void;
}

export function collectLog(): CollectedLog {
  const debugs: string[] = [];
  const warnings: string[] = [];
  const errors: string[] = [];
  return {
    debugs,
    warnings,
    errors,
    debug: (message) => debugs.push(message),
    info: () => {},
    warn: (message) => warnings.push(message),
    error: (message) => errors.push(message),
  };
}
