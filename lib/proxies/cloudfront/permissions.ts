// All that is ever asked of AWS: policies, messages and documentation are made of this table.

/** Who needs it: a server that runs, whoever sets up, whoever prunes. */
export type Who = 'server' | 'setup' | 'prune';

/** What a policy can restrict it to. */
export type Scope = 'objects' | 'listing' | 'bucket' | 'distribution' | 'account';

export type PermissionName =
  | 's3:PutObject'
  | 's3:GetObject'
  | 's3:ListBucket'
  | 'cloudfront:GetDistribution'
  | 's3:DeleteObject'
  | 's3:CreateBucket'
  | 's3:GetBucketPublicAccessBlock'
  | 's3:PutBucketPublicAccessBlock'
  | 's3:PutBucketOwnershipControls'
  | 's3:GetBucketPolicy'
  | 's3:PutBucketPolicy'
  | 'cloudfront:ListDistributions'
  | 'cloudfront:CreateDistribution'
  | 'cloudfront:ListOriginAccessControls'
  | 'cloudfront:CreateOriginAccessControl';

export interface Permission {
  readonly scope: Scope;
  readonly who: readonly Who[];
  readonly why: string;
}

export const PERMISSIONS: Readonly<Record<PermissionName, Permission>> = {
  's3:PutObject': {
    scope: 'objects',
    who: ['server', 'setup'],
    why: 'uploads, records of what is handed out, the note that set-up leaves',
  },
  's3:GetObject': {
    scope: 'objects',
    who: ['server', 'setup'],
    why: 'the note that set-up leaves, records, objects that are renewed',
  },
  's3:ListBucket': {
    scope: 'listing',
    who: ['server', 'setup'],
    why: 'which objects are there; whether there is a bucket',
  },
  'cloudfront:GetDistribution': {
    scope: 'distribution',
    who: ['server', 'setup'],
    why: 'whether the distribution is deployed, and serves this bucket',
  },
  's3:DeleteObject': { scope: 'objects', who: ['prune'], why: 'old versions' },
  's3:CreateBucket': { scope: 'bucket', who: ['setup'], why: 'the bucket, where there is none' },
  's3:GetBucketPublicAccessBlock': {
    scope: 'bucket',
    who: ['setup'],
    why: 'whether the bucket is private',
  },
  's3:PutBucketPublicAccessBlock': {
    scope: 'bucket',
    who: ['setup'],
    why: 'makes the bucket private',
  },
  's3:PutBucketOwnershipControls': {
    scope: 'bucket',
    who: ['setup'],
    why: 'turns access lists off',
  },
  's3:GetBucketPolicy': { scope: 'bucket', who: ['setup'], why: 'statements of others stay' },
  's3:PutBucketPolicy': {
    scope: 'bucket',
    who: ['setup'],
    why: 'lets the distribution read the bucket',
  },
  'cloudfront:ListDistributions': {
    scope: 'account',
    who: ['setup'],
    why: 'whether the distribution is there',
  },
  'cloudfront:CreateDistribution': {
    scope: 'account',
    who: ['setup'],
    why: 'the distribution, where there is none',
  },
  'cloudfront:ListOriginAccessControls': {
    scope: 'account',
    who: ['setup'],
    why: 'whether the access control is there',
  },
  'cloudfront:CreateOriginAccessControl': {
    scope: 'account',
    who: ['setup'],
    why: 'how the distribution signs its requests to the bucket',
  },
};

/** Lists what somebody needs, of one scope. */
export function permissionsOf(who: Who, scope: Scope): PermissionName[] {
  return (Object.entries(PERMISSIONS) as [PermissionName, Permission][]).flatMap(([name, each]) =>
    each.who.includes(who) && each.scope === scope ? [name] : [],
  );
}
