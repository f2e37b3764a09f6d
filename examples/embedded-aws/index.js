// S3 and CloudFront in this process, on loopback: for trying things out, and for tests.
import { ControlPlane } from './control-plane.js';
import { Edges } from './edge.js';
import { Faults } from './faults.js';
import { listen } from './http.js';
import { Objects } from './objects.js';
import { createS3 } from './s3.js';
import { Users } from './users.js';

/**
 * Starts an S3-compatible server, a CloudFront control plane, and one edge per distribution.
 *
 * @param {object} [options]
 * @param {() => number} [options.now] The time in milliseconds; a test can hold it.
 * @param {number} [options.deployMs] How long a distribution takes to deploy.
 * @param {number} [options.errorCachingMs] How long the edge remembers errors by default.
 * @param {string} [options.region] The region of the server.
 * @param {number} [options.latencyMs] How long every answer of S3 is kept back.
 * @param {(line: string) => void} [options.log] Told of every request.
 */
export async function startEmbeddedAws(options = {}) {
  const { now = Date.now, deployMs = 0, errorCachingMs = 10_000, region = 'us-east-1' } = options;
  const { latencyMs = 0, log = () => {} } = options;
  const requests = [];
  const note = (request) => {
    requests.push({ ...request, atMs: now() });
    log(`${request.service} ${request.operation} ${request.key ?? ''} ${request.status}`);
  };
  const users = new Users({ now, region });
  const faults = new Faults();
  const objects = new Objects(now, region);
  const edges = new Edges({ objects, now, errorCachingMs, note });
  const controlPlane = new ControlPlane({ objects, now, deployMs, edges, users, faults, note });
  const s3 = await listen(createS3({ objects, users, faults, note, now, region, latencyMs }));
  const cloudFront = await listen((request, response) => controlPlane.handle(request, response));
  return {
    s3Endpoint: s3.url,
    cloudFrontEndpoint: cloudFront.url,
    region,
    credentials: users.owner,
    requests,
    faults,
    buckets: objects.buckets,
    /** Counts the requests of an operation. */
    countOf: (operation) => requests.filter((each) => each.operation === operation).length,
    /** Adds a user that may do only what `allow(operation, bucket, key)` accepts. */
    addUser: (user) => users.add(user),
    /** Makes a distribution that may read a bucket; deployed, unless `isDeployed` says otherwise. */
    addDistribution: (description) => controlPlane.add(description),
    /** Makes a bucket; one of another region answers as S3 does then. */
    createBucket: (name, bucketRegion) => objects.create(name, bucketRegion),
    /** Makes a distribution deployed at once. */
    deploy: (id) => controlPlane.deploy(id),
    /** Ends the servers, and all connections to them. */
    close: async () => {
      await Promise.all([s3.close(), cloudFront.close(), edges.close()]);
    },
  };
}
