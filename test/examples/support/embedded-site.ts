// Embedded servers with a bucket, an object in it, and a distribution in front.
import { PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { createAws, reach } from '../../proxies/cloudfront/support/aws.ts';

/** A bucket with one object, and a distribution of it. */
export async function open(description: object = {}, options: object = {}) {
  const aws = await createAws(options);
  const made = await aws.addDistribution({ bucket: 'site', ...description });
  const s3 = new S3Client(reach(aws).s3);
  await s3.send(new PutObjectCommand({ Bucket: 'site', Key: 'a.png', Body: 'picture' }));
  const get = (path = '/a.png', headers: Record<string, string> = {}, domain = made.domain) =>
    fetch(`http://${domain}${path}`, { headers });
  return { aws, s3, get, ...made };
}
