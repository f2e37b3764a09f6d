// Types of worker-files.cjs.
export function findWorker(name: 'copy' | 'minify' | 'upload'): string | undefined;
export const WORKER_MISSING: string;
