import { cloudFrontProxy } from 'nunjucks-staticfile/cloudfront';
import { startEmbeddedAws } from '../embedded-aws/index.js';

// On Node 20 the AWS clients say at every start that they will want a newer one.
process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED ??= 'true';

/** An S3 and a CloudFront of our own, on loopback, and the proxy that moves pictures there. */
export async function startCdn({ deployMs = 0, ...options } = {}) {
  const aws = await startEmbeddedAws({ deployMs });
  const { s3Endpoint, cloudFrontEndpoint, region, credentials } = aws;
  const proxy = cloudFrontProxy({
    bucket: 'slow-light',
    distribution: { comment: 'Slow Light', create: true },
    // On AWS itself these two lines are not needed.
    s3: { endpoint: s3Endpoint, region, credentials },
    cloudFront: { endpoint: cloudFrontEndpoint, region, credentials },
    ...options,
  });
  return { aws, proxy };
}

/** Says how many pictures are where, whenever that has changed. */
export function announce(proxy, say) {
  let said = '';
  const look = () => {
    const { ready, held, uploading, origin, isDeployed } = proxy.status();
    if (ready + held + uploading === 0) return;
    const where = isDeployed ? `at ${origin}` : 'which is being deployed';
    const line = `CDN: ${uploading} pictures to upload, ${held} held back, ${ready} on the CDN, ${where}`;
    if (line !== said) say(line);
    said = line;
  };
  setInterval(look, 500).unref();
}
