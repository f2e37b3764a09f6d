// Ends a request that stands still: time counts from the last piece that went out.

/** A request of which nothing is heard for so long has failed. */
const IDLE_MS = 30_000;
/** What the system takes from us before it is sent: nobody tells how much of that is on its way. */
const BUFFERED_BYTES = 4 * 1024 * 1024;
/** The slowest line that a site is served over, and several uploads share it. */
const SLOWEST_BYTES_PER_MS = 8;

export interface IdleDeadline {
  readonly signal: AbortSignal;
  /** Something has moved. */
  readonly touch: () => void;
  readonly isOver: () => boolean;
  readonly clear: () => void;
}

/** Begins to count; `sizeBytes` is how much is sent. */
export function startIdleDeadline(sizeBytes: number, idleMs: number = IDLE_MS): IdleDeadline {
  const controller = new AbortController();
  const lengthMs = idleMs + Math.min(sizeBytes, BUFFERED_BYTES) / SLOWEST_BYTES_PER_MS;
  const timer = setTimeout(() => controller.abort(), lengthMs).unref();
  return {
    signal: controller.signal,
    touch: () => void timer.refresh(),
    isOver: () => controller.signal.aborted,
    clear: () => clearTimeout(timer),
  };
}
