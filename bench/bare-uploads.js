// A bare loop of SDK calls in a worker thread: reads each file, writes it if it is not there.
import { readFile } from 'node:fs/promises';
import { parentPort, workerData } from 'node:worker_threads';
import { PutObjectCommand, S3Client } from '@aws-sdk/client-s3';

const { s3, concurrency, files } = workerData;
const client = new S3Client({
  ...s3,
  forcePathStyle: true,
  requestChecksumCalculation: 'WHEN_REQUIRED',
});
const queue = [...files];

async function work() {
  for (let next = queue.pop(); next !== undefined; next = queue.pop()) {
    const [file, Key] = next;
    const input = { Bucket: 'site', Key, Body: await readFile(file), ContentType: 'image/png' };
    // what another server has written is as good
    await client.send(new PutObjectCommand({ ...input, IfNoneMatch: '*' })).catch(() => {});
  }
}

await Promise.all(Array.from({ length: concurrency }, work));
client.destroy();
parentPort.postMessage('done');
