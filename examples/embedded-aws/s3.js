// The S3 server: who asks, what for, and the answer.
import { AwsError, sendS3Error } from './errors.js';
import { applyBefore } from './faults.js';
import { readBody, splitUrl } from './http.js';
import { operations } from './s3-operations.js';

/** Makes the handler of the server. */
export function createS3({ objects, users, faults, note, now, region, latencyMs }) {
  return async (request, response) => {
    const asked = readRequest(request);
    response.setHeader('date', new Date(now()).toUTCString());
    response.setHeader('x-amz-request-id', '1');
    const { operation, bucket, key } = asked;
    response.on('close', () =>
      note({ service: 's3', operation, bucket, key, status: response.statusCode }),
    );
    const fault = faults.take({ service: 's3', ...asked });
    try {
      if (await applyBefore(fault, request, response)) return;
      const user = users.verify(request, 's3');
      const body = await readBody(request);
      if (latencyMs > 0) await new Promise((resolve) => setTimeout(resolve, latencyMs));
      checkRights(user, asked);
      const context = { objects, request, body, region, ...asked };
      const answer = operations[asked.operation]?.(context) ?? notImplemented();
      if (fault?.kind === 'reset-after-write') request.socket.destroy();
      else send(request, response, answer);
    } catch (error) {
      if (!(error instanceof AwsError)) throw error;
      // who is asked nothing more reads what was sent first
      request.resume();
      sendS3Error(request, response, error);
    }
  };
}

function send(request, response, { status = 200, headers = {}, body = '' }) {
  response.writeHead(status, { 'content-length': Buffer.byteLength(body), ...headers });
  response.end(request.method === 'HEAD' ? undefined : body);
}

function checkRights(user, { operation, bucket, key }) {
  if (user.allow(operation, bucket, key)) return;
  throw new AwsError(403, 'AccessDenied', 'Access Denied');
}

function notImplemented() {
  throw new AwsError(501, 'NotImplemented', 'This server does not know that.');
}

/** What is asked for: `/bucket/key?query`. */
function readRequest({ method, url, headers }) {
  const { rawPath, query } = splitUrl(url);
  const [bucket = '', ...rest] = rawPath.slice(1).split('/').map(decodeURIComponent);
  const key = rest.join('/');
  const names = key === '' ? BUCKET_OPERATIONS : OBJECT_OPERATIONS;
  const isCopy = headers['x-amz-copy-source'] !== undefined;
  const parameter = PARAMETERS.find((name) => query.has(name)) ?? '';
  const operation = bucket === '' ? 'ListBuckets' : names[`${method} ${parameter}`.trim()];
  const named = isCopy && operation === 'PutObject' ? 'CopyObject' : operation;
  return { operation: named ?? `${method} ${parameter}`, bucket, key, query };
}

const PARAMETERS = [
  'policy',
  'publicAccessBlock',
  'ownershipControls',
  'cors',
  'location',
  'delete',
];

const BUCKET_OPERATIONS = {
  GET: 'ListObjectsV2',
  HEAD: 'HeadBucket',
  PUT: 'CreateBucket',
  DELETE: 'DeleteBucket',
  'POST delete': 'DeleteObjects',
  'GET location': 'GetBucketLocation',
  'GET policy': 'GetBucketPolicy',
  'PUT policy': 'PutBucketPolicy',
  'DELETE policy': 'DeleteBucketPolicy',
  'GET publicAccessBlock': 'GetPublicAccessBlock',
  'PUT publicAccessBlock': 'PutPublicAccessBlock',
  'GET ownershipControls': 'GetBucketOwnershipControls',
  'PUT ownershipControls': 'PutBucketOwnershipControls',
  'GET cors': 'GetBucketCors',
  'PUT cors': 'PutBucketCors',
};

const OBJECT_OPERATIONS = {
  GET: 'GetObject',
  HEAD: 'HeadObject',
  PUT: 'PutObject',
  DELETE: 'DeleteObject',
};
