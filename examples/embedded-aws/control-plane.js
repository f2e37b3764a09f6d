// The CloudFront control plane: distributions and access controls (REST XML, 2020-05-31).
import { AccessControls } from './access-controls.js';
import { verifyChecksums } from './checksums.js';
import { Distributions } from './distributions.js';
import { AwsError, sendCloudFrontError } from './errors.js';
import { applyBefore } from './faults.js';
import { readBody, splitUrl } from './http.js';
import { readXml, writeXml } from './xml.js';

export class ControlPlane {
  #parts;
  #distributions;
  #accessControls = new AccessControls();

  constructor(parts) {
    this.#parts = parts;
    this.#distributions = new Distributions({ ...parts, accessControls: this.#accessControls });
  }

  /** What a person does in the console, without rights and requests. */
  get distributions() {
    return this.#distributions;
  }

  async handle(request, response) {
    const { users, faults, note } = this.#parts;
    const asked = readRequest(request);
    const noted = { service: 'cloudfront', operation: asked.operation, key: asked.id };
    response.on('close', () => note({ ...noted, status: response.statusCode }));
    try {
      const fault = faults.take(noted);
      if (await applyBefore(fault, request, response)) return;
      const user = users.verify(request, 'cloudfront');
      const right = this.#rightOf(asked);
      if (!user.may({ ...asked, bucket: undefined, key: asked.id, ...right })) {
        throw user.denied(right);
      }
      const body = await readBody(request);
      send(response, await this.#answer(request, asked, body));
    } catch (error) {
      if (!(error instanceof AwsError)) throw error;
      request.resume();
      sendCloudFrontError(response, error);
    }
  }

  /** Only what names a distribution can be allowed for one distribution. */
  #rightOf({ operation, kind, id }) {
    const { account } = this.#parts;
    const arns = {
      distribution: account.distributionArn(id),
      'origin-access-control': account.accessControlArn(id),
    };
    const resource = (id !== undefined && arns[kind]) || '*';
    return { action: `cloudfront:${operation}`, resource };
  }

  async #answer(request, { operation, id, query }, body) {
    const given = body.length > 0 ? readXml(body.toString()) : {};
    const sha = request.headers['x-amz-content-sha256'];
    if (sha !== undefined) verifyChecksums(body, { 'x-amz-content-sha256': sha });
    const ifMatch = request.headers['if-match'];
    switch (operation) {
      case 'ListDistributions':
        return this.#distributions.list(query);
      case 'CreateDistribution':
        return await this.#distributions.create(given.DistributionConfig);
      case 'GetDistribution':
        return this.#distributions.get(id);
      case 'GetDistributionConfig':
        return this.#distributions.config(id);
      case 'UpdateDistribution':
        return this.#distributions.update(id, given.DistributionConfig, ifMatch);
      case 'DeleteDistribution':
        return this.#distributions.remove(id, ifMatch);
      case 'ListOriginAccessControls':
        return this.#accessControls.list();
      case 'GetOriginAccessControl':
        return this.#accessControls.get(id);
      case 'CreateOriginAccessControl':
        return this.#accessControls.create(given.OriginAccessControlConfig);
      default:
        throw new AwsError(404, 'NotFound', 'This server does not know that.');
    }
  }
}

function send(response, { status = 200, document, etag, headers = {} }) {
  const about = { 'content-type': 'text/xml', ...(etag && { etag }), ...headers };
  response.writeHead(status, about);
  response.end(document === undefined ? undefined : writeXml(document));
}

function readRequest({ method, url }) {
  const { rawPath, query } = splitUrl(url);
  const [, , kind, id, part] = rawPath.split('/');
  const operation = OPERATIONS[`${method} ${kind}${id ? '/*' : ''}${part ? `/${part}` : ''}`];
  return { operation: operation ?? `${method} ${rawPath}`, kind, id, query };
}

const OPERATIONS = {
  'GET distribution': 'ListDistributions',
  'POST distribution': 'CreateDistribution',
  'GET distribution/*': 'GetDistribution',
  'GET distribution/*/config': 'GetDistributionConfig',
  'PUT distribution/*/config': 'UpdateDistribution',
  'DELETE distribution/*': 'DeleteDistribution',
  'GET origin-access-control': 'ListOriginAccessControls',
  'POST origin-access-control': 'CreateOriginAccessControl',
  'GET origin-access-control/*': 'GetOriginAccessControl',
};
