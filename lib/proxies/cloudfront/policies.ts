// The least that a running server must be allowed to do, as IAM policies.

export interface PolicyPlace {
  readonly bucket: string;
  readonly prefix: string;
  /** Absent where the status of no distribution is asked for. */
  readonly distributionArn: string | undefined;
}

/** Uploads, listings, and the status of the distribution. */
export function runningPolicy({ bucket, prefix, distributionArn }: PolicyPlace): object {
  const gate = {
    Sid: 'Gate',
    Effect: 'Allow',
    Action: 'cloudfront:GetDistribution',
    Resource: distributionArn,
  };
  return policyOf([
    {
      Sid: 'Objects',
      Effect: 'Allow',
      Action: ['s3:PutObject', 's3:GetObject'],
      Resource: `arn:aws:s3:::${bucket}/${prefix}*`,
    },
    {
      Sid: 'List',
      Effect: 'Allow',
      Action: 's3:ListBucket',
      Resource: `arn:aws:s3:::${bucket}`,
      Condition: { StringLike: { 's3:prefix': [`${prefix}*`] } },
    },
    ...(distributionArn === undefined ? [] : [gate]),
  ]);
}

/** What `prune` needs besides; nobody else deletes anything. */
export function prunePolicy({ bucket, prefix }: PolicyPlace): object {
  const Resource = `arn:aws:s3:::${bucket}/${prefix}*`;
  return policyOf([{ Sid: 'Prune', Effect: 'Allow', Action: 's3:DeleteObject', Resource }]);
}

function policyOf(Statement: readonly object[]): object {
  return { Version: '2012-10-17', Statement };
}
