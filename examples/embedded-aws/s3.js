// The S3 server: who asks, what for, and the answer.
import { AwsError, sendS3Error } from './errors.js';
import { applyBefore } from './faults.js';
import { readBody, splitUrl } from './http.js';
import { operations } from './s3-operations.js';
import { rightsFor, unknownParameter } from './s3-rights.js';

/** What S3 takes in one request, and as a key. */
const MOST_BYTES = 5 * 2 ** 30;
const LONGEST_KEY_BYTES = 1024;

/** Makes the handler of the server. */
export function createS3(parts) {
  const { objects, users, faults, note, now, region, account, latencyMs } = parts;
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
      checkRequest(asked, request.headers);
      const may = (right) =>
        user.may({ ...asked, ...right, bucketSettings: objects.buckets.get(bucket) });
      for (const right of rightsFor(asked, request.headers, account)) {
        if (!may(right)) throw user.denied(right);
      }
      const body = await readBody(request);
      if (latencyMs > 0) await new Promise((resolve) => setTimeout(resolve, latencyMs));
      const context = { objects, request, body, region, account, user, may, ...asked };
      const answer = operations[asked.operation](context);
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
  const length =
    status === 304 || status === 204 ? {} : { 'content-length': Buffer.byteLength(body) };
  response.writeHead(status, { ...length, ...headers });
  response.end(request.method === 'HEAD' ? undefined : body);
}

function checkRequest({ operation, parameter, bucket, key, query }, headers) {
  const unknown = unknownParameter(operation, parameter, query);
  const isOld = operation === 'ListObjectsV2' && query.get('list-type') !== '2';
  if (operations[operation] === undefined || unknown !== undefined || isOld) {
    const what = `A header or parameter you provided implies functionality that is not implemented: ${unknown ?? operation}`;
    throw new AwsError(501, 'NotImplemented', what);
  }
  if (Buffer.byteLength(key) > LONGEST_KEY_BYTES) {
    const details = { Size: Buffer.byteLength(key), MaxSizeAllowed: LONGEST_KEY_BYTES };
    throw new AwsError(400, 'KeyTooLongError', 'Your key is too long', { details });
  }
  if (operation === 'CreateBucket' && !/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/.test(bucket)) {
    throw new AwsError(400, 'InvalidBucketName', 'The specified bucket is not valid.');
  }
  if (Number(headers['x-amz-decoded-content-length'] ?? headers['content-length']) > MOST_BYTES) {
    throw new AwsError(400, 'EntityTooLarge', 'Your proposed upload exceeds the maximum size');
  }
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
  return { operation: named ?? `${method} ${parameter}`.trim(), parameter, bucket, key, query };
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
