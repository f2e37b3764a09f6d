// The account that the servers pretend to be: its ARNs, in the partition of its region.

const ACCOUNT = '123456789012';

/** `cn-north-1` → `aws-cn`. */
function partitionOf(region) {
  if (region.startsWith('cn-')) return 'aws-cn';
  return region.startsWith('us-gov-') ? 'aws-us-gov' : 'aws';
}

export class Account {
  #partition;

  constructor(region) {
    this.#partition = partitionOf(region);
  }

  /** The name that S3 hosts end with. */
  get hostSuffix() {
    return this.#partition === 'aws-cn' ? 'amazonaws.com.cn' : 'amazonaws.com';
  }

  s3Arn(bucket, key) {
    return `arn:${this.#partition}:s3:::${bucket}${key === undefined ? '' : `/${key}`}`;
  }

  distributionArn(id) {
    return `arn:${this.#partition}:cloudfront::${ACCOUNT}:distribution/${id}`;
  }

  accessControlArn(id) {
    return `arn:${this.#partition}:cloudfront::${ACCOUNT}:origin-access-control/${id}`;
  }

  userArn(name) {
    return `arn:${this.#partition}:iam::${ACCOUNT}:user/${name}`;
  }
}
