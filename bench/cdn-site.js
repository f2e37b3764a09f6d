// A site of pictures that move to embedded servers in another process.
import { fork } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createStaticfiles } from 'nunjucks-staticfile';
import { cloudFrontProxy } from 'nunjucks-staticfile/cloudfront';
import { freshFolder } from './tree.js';

process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = 'true';

const SIZE_BYTES = 8400;

/** Starts the embedded servers; answers how to reach and ask them. */
export async function startServer(latencyMs = 0) {
  const child = fork(fileURLToPath(new URL('embedded-aws-process.js', import.meta.url)), [
    String(latencyMs),
  ]);
  const next = () => new Promise((resolve) => child.once('message', resolve));
  const { domain, s3Endpoint, region, credentials } = await next();
  const ask = (message) => {
    const answer = next();
    child.send(message);
    return answer;
  };
  const s3 = { endpoint: s3Endpoint, region, credentials };
  return {
    s3,
    domain,
    clear: () => ask('clear'),
    count: () => ask('count'),
    end: () => child.kill(),
  };
}

/** A folder of pictures that differ. */
export async function makePictures(count) {
  const folder = freshFolder();
  await mkdir(join(folder, 'root/img'), { recursive: true });
  const paths = Array.from({ length: count }, (_, at) => `/img/${at}.png`);
  for (const [at, path] of paths.entries()) {
    writeFileSync(join(folder, 'root', path), Buffer.alloc(SIZE_BYTES, `${at} `));
  }
  return { folder, paths };
}

export function openSite({ folder }, { s3, domain }, options = {}, cacheDir = false) {
  const fileProxy = cloudFrontProxy({
    bucket: 'site',
    distribution: { domain },
    settleSeconds: 0,
    s3,
    ...options,
  });
  return createStaticfiles({
    roots: join(folder, 'root'),
    outDir: join(folder, 'out'),
    cacheDir,
    debug: false,
    fileProxy,
  });
}
