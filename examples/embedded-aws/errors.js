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
  const about = { Code: code, Message: message, ...details, RequestId: '1', HostId: 'embedded' };
  const body = writeXml({ Error: about });
  response.writeHead(status, { 'content-type': 'application/xml', ...headers });
  response.end(request.method === 'HEAD' ? undefined : body);
}

/** Writes an error of CloudFront. */
export function sendCloudFrontError(response, { status, code, message }) {
  response.writeHead(status, { 'content-type': 'text/xml', 'x-amzn-requestid': '1' });
  const about = { Type: status < 500 ? 'Sender' : 'Receiver', Code: code, Message: message };
  response.end(
    writeXml({
      ErrorResponse: {
        '@_xmlns': 'http://cloudfront.amazonaws.com/doc/2020-05-31/',
        Error: about,
        RequestId: '1',
      },
    }),
  );
}
