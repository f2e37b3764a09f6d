// The embedded S3 in a process of its own, so that it takes no time from what is measured.
import { startEmbeddedAws } from '../examples/embedded-aws/index.js';

const latencyMs = Number(process.argv[2] ?? 0);
const aws = await startEmbeddedAws({ latencyMs });
const { domain } = await aws.addDistribution({ bucket: 'site' });
const { s3Endpoint, region, credentials } = aws;
process.send({ s3Endpoint, region, credentials, domain });
process.on('message', (message) => {
  if (message === 'clear') {
    aws.buckets.get('site').objects.clear();
    aws.requests.length = 0;
    process.send('cleared');
  }
  if (message === 'count') {
    const puts = aws.requests.filter(({ operation }) => operation === 'PutObject');
    process.send({ requests: aws.requests.length, writes: puts.length });
  }
});
