// Bodies of uploads: `aws-chunked` ones are unpacked.
import { AwsError } from './errors.js';

/** Returns the bytes of an upload, and the headers that come behind them. */
export function unpack(body, headers) {
  const payload = headers['x-amz-content-sha256'] ?? '';
  // the signatures of chunks are not verified here, so they are not taken either
  if (/^STREAMING-AWS4/.test(payload)) throw new AwsError(501, 'NotImplemented', payload);
  const isChunked = /aws-chunked/.test(headers['content-encoding'] ?? '');
  if (!isChunked && !/^STREAMING-/.test(payload)) return { bytes: body, trailers: {} };
  const { chunks, at } = readChunks(body);
  const bytes = Buffer.concat(chunks);
  if (Number(headers['x-amz-decoded-content-length']) !== bytes.length) {
    throw new AwsError(400, 'IncompleteBody', 'The body has another length than was said.');
  }
  return { bytes, trailers: readTrailers(body, at, headers['x-amz-trailer']) };
}

function readChunks(body) {
  const chunks = [];
  let at = 0;
  for (;;) {
    const end = body.indexOf('\r\n', at);
    const sizeBytes = end < 0 ? Number.NaN : Number.parseInt(body.toString('latin1', at, end), 16);
    if (Number.isNaN(sizeBytes)) throw new AwsError(400, 'IncompleteBody', 'A chunk is missing.');
    at = end + 2;
    if (sizeBytes === 0) return { chunks, at };
    chunks.push(body.subarray(at, at + sizeBytes));
    at += sizeBytes + 2;
  }
}

function readTrailers(body, at, announced) {
  const lines = body.toString('latin1', at).split('\r\n').filter(Boolean);
  const trailers = Object.fromEntries(
    lines.map((line) => [
      line.slice(0, line.indexOf(':')).toLowerCase(),
      line.slice(line.indexOf(':') + 1).trim(),
    ]),
  );
  if (announced !== undefined && trailers[announced.toLowerCase()] === undefined) {
    throw new AwsError(400, 'MalformedTrailerError', `The trailer ${announced} is missing.`);
  }
  return trailers;
}
