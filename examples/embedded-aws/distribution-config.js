// What CloudFront says of a configuration that it is to take, and configurations for tests.
import { AwsError } from './errors.js';
import { listOf } from './xml.js';

/** Managed policies that are known here: CachingOptimized, CachingDisabled. */
const CACHE_POLICIES = new Set([
  '658327ea-f89d-4fab-a63d-7e88639e58f6',
  '4135ea2d-6df8-44a3-9df3-4b5a84be39ad',
]);
const LONGEST_COMMENT = 128;

/** Checks a configuration as CreateDistribution and UpdateDistribution do it. */
export function checkConfig(config, { hasAccessControl, isAliasTaken }) {
  const {
    CallerReference,
    Comment,
    Enabled,
    Origins,
    DefaultCacheBehavior: behaviour,
  } = config ?? {};
  if (!CallerReference || Enabled === undefined || Comment === undefined || !behaviour) {
    throw new AwsError(400, 'InvalidArgument', 'The configuration lacks what it must have.');
  }
  if (String(Comment).length > LONGEST_COMMENT) {
    throw new AwsError(400, 'InvalidArgument', 'The parameter Comment is too long.');
  }
  const origins = listOf(Origins?.Items?.Origin);
  if (origins.length === 0 || Number(Origins.Quantity) !== origins.length) {
    throw new AwsError(400, 'InconsistentQuantities', 'Quantity and number of origins differ.');
  }
  if (!origins.some(({ Id }) => Id === behaviour.TargetOriginId)) {
    throw new AwsError(404, 'NoSuchOrigin', 'No origin has the id of the target.');
  }
  if (!behaviour.ViewerProtocolPolicy) throw new AwsError(400, 'InvalidViewerProtocolPolicy');
  if (behaviour.CachePolicyId !== undefined && !CACHE_POLICIES.has(behaviour.CachePolicyId)) {
    throw new AwsError(404, 'NoSuchCachePolicy', 'The specified cache policy does not exist.');
  }
  for (const { OriginAccessControlId: id, OriginPath: path } of origins) {
    if (id && !hasAccessControl(id)) throw new AwsError(404, 'NoSuchOriginAccessControl');
    if (path && !/^\/.*[^/]$/.test(path)) throw new AwsError(400, 'InvalidArgument', 'OriginPath');
  }
  checkAliases(config, isAliasTaken);
}

function checkAliases({ Aliases, ViewerCertificate }, isAliasTaken) {
  const aliases = listOf(Aliases?.Items?.CNAME);
  if (aliases.some(isAliasTaken)) {
    throw new AwsError(409, 'CNAMEAlreadyExists', 'A CNAME that you have provided is in use.');
  }
  if (aliases.length > 0 && !ViewerCertificate?.ACMCertificateArn) {
    throw new AwsError(400, 'InvalidViewerCertificate', 'Aliases need a trusted certificate.');
  }
}

/** Makes the configuration of a distribution of a test; all values are texts, as in XML. */
export function configFor(description, bucketHost, accessControlId, reference) {
  const { comment = '', originPath = '', aliases = [], enabled = true } = description;
  const { hasCors = false, errorCachingSeconds } = description;
  const errors = errorCachingSeconds === undefined ? [] : [403, 404];
  return {
    CallerReference: reference,
    Comment: comment,
    Enabled: String(enabled),
    Aliases: {
      Quantity: aliases.length,
      ...(aliases.length > 0 && { Items: { CNAME: aliases } }),
    },
    Origins: {
      Quantity: 1,
      Items: {
        Origin: {
          Id: 'bucket',
          DomainName: bucketHost,
          OriginPath: originPath,
          OriginAccessControlId: accessControlId,
          S3OriginConfig: { OriginAccessIdentity: '' },
        },
      },
    },
    DefaultCacheBehavior: {
      TargetOriginId: 'bucket',
      ViewerProtocolPolicy: 'redirect-to-https',
      ...(hasCors && { ResponseHeadersPolicyId: 'e61eb60c-9c35-4d20-a928-2b84e02af89c' }),
    },
    CustomErrorResponses: {
      Quantity: errors.length,
      ...(errors.length > 0 && {
        Items: {
          CustomErrorResponse: errors.map((ErrorCode) => ({
            ErrorCode,
            ErrorCachingMinTTL: errorCachingSeconds,
          })),
        },
      }),
    },
  };
}
