// The worker of the CloudFront proxy, from the TypeScript sources: see minify-worker.mjs.
import { register } from 'tsx/esm/api';

register();
await import('../../lib/proxies/cloudfront/worker.ts');
