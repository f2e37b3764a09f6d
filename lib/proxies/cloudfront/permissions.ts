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

/** A server, and whoever sets it up. */
const BOTH: readonly Who[] = ['server', 'setup'];
const SETUP: readonly Who[] = ['setup'];

export const PERMISSIONS: Readonly<Record<PermissionName, Permission>> = {
  's3:PutObject': need(
    'objects',
    BOTH,
    'uploads, records of what is handed out, the note that set-up leaves',
  ),
  's3:GetObject': need(
    'objects',
    BOTH,
    'the note that set-up leaves, records, objects that are renewed',
  ),
  's3:ListBucket': need('listing', BOTH, 'which objects are there; whether there is a bucket'),
  'cloudfront:GetDistribution': need(
    'distribution',
    BOTH,
    'whether the distribution is deployed, and serves this bucket',
  ),
  's3:DeleteObject': need('objects', ['prune'], 'old versions'),
  's3:CreateBucket': need('bucket', SETUP, 'the bucket, where there is none'),
  's3:GetBucketPublicAccessBlock': need('bucket', SETUP, 'whether the bucket is private'),
  's3:PutBucketPublicAccessBlock': need('bucket', SETUP, 'makes the bucket private'),
  's3:PutBucketOwnershipControls': need('bucket', SETUP, 'turns access lists off'),
  's3:GetBucketPolicy': need('bucket', SETUP, 'statements of others stay'),
  's3:PutBucketPolicy': need('bucket', SETUP, 'lets the distribution read the bucket'),
  'cloudfront:ListDistributions': need('account', SETUP, 'whether the distribution is there'),
  'cloudfront:CreateDistribution': need('account', SETUP, 'the distribution, where there is none'),
  'cloudfront:ListOriginAccessControls': need(
    'account',
    SETUP,
    'whether the access control is there',
  ),
  'cloudfront:CreateOriginAccessControl': need(
    'account',
    SETUP,
    'how the distribution signs its requests to the bucket',
  ),
};

function need(scope: Scope, who: readonly Who[], why: string): Permission {
  return { scope, who, why };
}

/** Lists what somebody needs, of one scope. */
export function permissionsOf(who: Who, scope: Scope): PermissionName[] {
  return (Object.entries(PERMISSIONS) as [PermissionName, Permission][]).flatMap(([name, each]) =>
    each.who.includes(who) && each.scope === scope ? [name] : [],
  );
}
