// Errors as S3 and CloudFront answer them.
import { writeXml } from './xml.js';

/** An answer that is an error. */
export class AwsError extends Error {
  constructor(status, code, message = code, { headers = {}, details = {} } = {}) {
    super(message);
    this.status = status;
    this.code = code;
    this.headers = headers;
    this.details = details;
  }
}

/** Writes an error of S3. HEAD requests get no body. */
export function sendS3Error(request, response, { status, code, message, headers, details }) {
  const body = writeXml({ Error: { Code: code, Message: message, ...details, RequestId: '1' } });
  response.writeHead(status, { 'content-type': 'application/xml', ...headers });
  response.end(request.method === 'HEAD' ? undefined : body);
}

/** Writes an error of CloudFront. */
export function sendCloudFrontError(response, { status, code, message }) {
  response.writeHead(status, { 'content-type': 'text/xml' });
  response.end(
    writeXml({
      ErrorResponse: { Error: { Type: 'Sender', Code: code, Message: message }, RequestId: '1' },
    }),
  );
}
