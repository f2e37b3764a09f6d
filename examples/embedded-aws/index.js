// S3 and CloudFront in this process, on loopback: for trying things out, and for tests.
import { Account } from './account.js';
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
  const account = new Account(region);
  const users = new Users({ now, region, account });
  const faults = new Faults();
  const objects = new Objects(now, region);
  const common = { objects, users, faults, note, now, region, account };
  const edges = new Edges({ ...common, errorCachingMs });
  const controlPlane = new ControlPlane({ ...common, deployMs, edges });
  const { distributions } = controlPlane;
  const s3 = await listen(createS3({ ...common, latencyMs }));
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
    /** Adds a user that may do what `policies` allow, or what `allow(operation, bucket, key)` accepts. */
    addUser: (user) => users.add(user),
    /**
     * Makes a distribution that may read a bucket; deployed, unless `isDeployed` says otherwise.
     * `hasPolicy: false` and `hasAccessControl: false` leave out what lets it.
     */
    addDistribution: (description) => distributions.add(description),
    /** Changes a distribution's configuration: `change(config)` returns the new one. Deployed at once. */
    changeDistribution: (id, change) => distributions.change(id, change),
    /** Deletes a distribution. */
    removeDistribution: (id) => distributions.drop(id),
    /** Makes a bucket; one of another region, or of another account, answers as S3 does then. */
    createBucket: (name, bucketRegion, isForeign) => objects.create(name, bucketRegion, isForeign),
    /** Makes a distribution deployed at once. */
    deploy: (id) => distributions.deploy(id),
    /** Ends the servers, and all connections to them. */
    close: async () => {
      await Promise.all([s3.close(), cloudFront.close(), edges.close()]);
    },
  };
}
