import { chain, debugProxy } from 'nunjucks-staticfile';
import { cloudFrontProxy } from 'nunjucks-staticfile/cloudfront';
import { startEmbeddedAws } from '../embedded-aws/index.js';

// On Node 20 the AWS clients say at every start that they will want a newer one.
process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED ??= 'true';

const DAY_MS = 24 * 60 * 60 * 1000;

/** An S3 and a CloudFront of our own, which answer as long as this process runs: until Ctrl+C. */
export async function startCdn() {
  const { s3Endpoint, cloudFrontEndpoint, region, credentials } = await startEmbeddedAws();
  const proxy = cloudFrontProxy({
    bucket: 'ink-and-arithmetic',
    distribution: { comment: 'Ink and Arithmetic', create: true },
    // On AWS itself these two lines are not needed.
    s3: { endpoint: s3Endpoint, region, credentials },
    cloudFront: { endpoint: cloudFrontEndpoint, region, credentials },
  });
  // those servers keep no process alive, but the pages are looked at when they are built
  setInterval(() => {}, DAY_MS);
  return chain(debugProxy(), proxy);
}
