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

/** Checks by the name of its class, which holds across two copies of a module, too. */
export function isWorkerFailure(error: unknown): error is WorkerFailure {
  return error instanceof Error && error.name === 'WorkerFailure';
}
