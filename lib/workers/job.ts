// What the main thread and a worker thread tell each other.

export interface Ask {
  readonly id: number;
  readonly name: string;
  readonly input: unknown;
}

/** Its answer; the first one, number 0, means that it is ready. */
export interface Answer {
  readonly id: number;
  readonly value?: unknown;
  readonly failure?: string;
}

/**
 * Why a job was not done: no worker could be started (`'absent'`), it ended in the middle of the job
 * (`'lost'`), or the job threw (`'refused'`).
 */
export class WorkerFailure extends Error {
  override readonly name = 'WorkerFailure';
  readonly kind: 'absent' | 'lost' | 'refused';

  constructor(kind: WorkerFailure['kind'], message: string) {
    super(message);
    this.kind = kind;
  }
}

/** How long a job may take; then its worker is ended. */
export const LONGEST_MS = 60_000;
/** Where there is no worker, the main thread takes a text of so much. */
export const SMALL_BYTES = 10_000;

/** Checks whether a job was not done because there is no worker. */
export function isWorkerAbsent(error: unknown): boolean {
  return isWorkerFailure(error) && error.kind === 'absent';
}

/** Checks by the name of its class, which holds across two copies of a module, too. */
export function isWorkerFailure(error: unknown): error is WorkerFailure {
  return error instanceof Error && error.name === 'WorkerFailure';
}
