// The worker of `prepare`, from the TypeScript sources: worker threads do not know tsx by themselves.
import { register } from 'tsx/esm/api';

register();
const { minifyInWorker } = await import('../../lib/prepare/minify-worker.ts');

export { minifyInWorker };
