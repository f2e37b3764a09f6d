// What each operation of S3 asks of policies, and what a request may say.

/** Operation → the action, and whether it is one of the bucket or of an object. */
const RIGHTS = {
  CreateBucket: ['s3:CreateBucket'],
  DeleteBucket: ['s3:DeleteBucket'],
  HeadBucket: ['s3:ListBucket'],
  ListObjectsV2: ['s3:ListBucket'],
  GetBucketLocation: ['s3:GetBucketLocation'],
  GetBucketPolicy: ['s3:GetBucketPolicy'],
  PutBucketPolicy: ['s3:PutBucketPolicy'],
  DeleteBucketPolicy: ['s3:DeleteBucketPolicy'],
  GetPublicAccessBlock: ['s3:GetBucketPublicAccessBlock'],
  PutPublicAccessBlock: ['s3:PutBucketPublicAccessBlock'],
  GetBucketOwnershipControls: ['s3:GetBucketOwnershipControls'],
  PutBucketOwnershipControls: ['s3:PutBucketOwnershipControls'],
  GetBucketCors: ['s3:GetBucketCORS'],
  PutBucketCors: ['s3:PutBucketCORS'],
  PutObject: ['s3:PutObject', 'object'],
  CopyObject: ['s3:PutObject', 'object'],
  GetObject: ['s3:GetObject', 'object'],
  HeadObject: ['s3:GetObject', 'object'],
  DeleteObject: ['s3:DeleteObject', 'object'],
};

/** Parameters of listings that are keys of conditions as well. */
const LISTING = ['prefix', 'delimiter', 'max-keys'];
const LISTING_ONLY = [
  'list-type',
  'continuation-token',
  'start-after',
  'encoding-type',
  'fetch-owner',
];
/** What clients add to say what they mean. */
const HARMLESS = new Set(['x-id']);

/** Lists what a request needs to be allowed: all of it. */
export function rightsFor({ operation, bucket, key, query }, headers, account) {
  if (operation === 'ListBuckets') return [{ action: 's3:ListAllMyBuckets', resource: '*' }];
  // each object that is to be deleted is looked at by itself
  if (operation === 'DeleteObjects') return [];
  const [action, kind] = RIGHTS[operation] ?? [`s3:${operation}`];
  const resource = account.s3Arn(bucket, kind === 'object' ? key : undefined);
  const rights = [{ action, resource, context: contextOf(operation, query, headers) }];
  // a condition on what is there tells of what is there
  if (operation === 'PutObject' && headers['if-match'] !== undefined) {
    rights.push({ action: 's3:GetObject', resource });
  }
  if (operation === 'CopyObject') {
    rights.push({ action: 's3:GetObject', resource: account.s3Arn(...sourceOf(headers)) });
  }
  return rights;
}

/** `/bucket/key` of a copy's source. */
export function sourceOf(headers) {
  const source = decodeURIComponent(headers['x-amz-copy-source']).replace(/^\//, '');
  const at = source.indexOf('/');
  return [source.slice(0, at), source.slice(at + 1)];
}

/** Names a parameter that an operation does not know: it would change what is meant. */
export function unknownParameter(operation, parameter, query) {
  const isListing = operation === 'ListObjectsV2';
  const known = new Set([parameter, ...(isListing ? [...LISTING, ...LISTING_ONLY] : [])]);
  return [...query.keys()].find((name) => !known.has(name) && !HARMLESS.has(name));
}

function contextOf(operation, query, headers) {
  const context = {};
  if (operation === 'ListObjectsV2') {
    for (const name of LISTING) if (query.has(name)) context[`s3:${name}`] = query.get(name);
  }
  for (const name of ['if-none-match', 'if-match']) {
    if (headers[name] !== undefined) context[`s3:${name}`] = headers[name];
  }
  return context;
}
