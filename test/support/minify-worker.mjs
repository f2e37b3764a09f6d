// The worker that minifies, from the TypeScript sources: worker threads do not know tsx by themselves.
import { register } from 'tsx/esm/api';

register();
await import('../../lib/prepare/minify-worker.ts');
