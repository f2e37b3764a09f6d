// Uploads: against a bare loop of SDK calls, many servers at once, and what renders notice of them.
import { spawnSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { Worker } from 'node:worker_threads';
import { makePictures, openSite, startServer } from '../cdn-site.js';
import { compare } from '../compare.js';

const CONCURRENCY = 32;
const FILES = 1000;

/** The same uploads by the SDK alone, in a thread of its own as well. */
async function bareLoop({ folder, paths }, { s3 }) {
  const files = paths.map((path) => [join(folder, 'root', path), path.slice(1)]);
  const workerData = { s3, concurrency: CONCURRENCY, files };
  const worker = new Worker(new URL('../bare-uploads.js', import.meta.url), { workerData });
  await new Promise((resolve) => worker.once('message', resolve));
  await worker.terminate();
}

/** Another program that uploads, where it is installed. */
const OTHERS = [
  {
    name: 'aws s3 sync',
    isThere: () => spawnSync('aws', ['--version']).status === 0,
    run: ({ folder }, { s3 }, round) => {
      const env = {
        ...process.env,
        AWS_ACCESS_KEY_ID: s3.credentials.accessKeyId,
        AWS_SECRET_ACCESS_KEY: s3.credentials.secretAccessKey,
        AWS_DEFAULT_REGION: s3.region,
      };
      const to = `s3://site/aws-${round}/`;
      const args = [
        '--endpoint-url',
        s3.endpoint,
        's3',
        'sync',
        '--quiet',
        join(folder, 'root'),
        to,
      ];
      const { status, stderr } = spawnSync('aws', args, { env, encoding: 'utf8' });
      if (status !== 0) throw new Error(stderr);
    },
  },
  {
    name: 'rclone',
    isThere: () => spawnSync('rclone', ['version']).status === 0,
    run: ({ folder }, { s3 }, round) => {
      const { accessKeyId, secretAccessKey } = s3.credentials;
      const remote = `:s3,provider=Other,endpoint='${s3.endpoint}',access_key_id=${accessKeyId},secret_access_key=${secretAccessKey}:site/rclone-${round}`;
      const args = ['copy', '--transfers', String(CONCURRENCY), join(folder, 'root'), remote];
      const { status, stderr } = spawnSync('rclone', args, { encoding: 'utf8' });
      if (status !== 0) throw new Error(stderr);
    },
  },
];

function uploadRow(latencyMs, other) {
  const measure = async () => {
    const [server, pictures] = [await startServer(latencyMs), await makePictures(FILES)];
    // converted beforehand; every round has a prefix of its own
    const sites = Array.from({ length: 6 }, (_, at) =>
      openSite(pictures, server, { prefix: `${at}/` }),
    );
    for (const site of sites) for (const path of pictures.paths) site.describe(path);
    const result = await compare({
      rounds: 5,
      baseline: async (round) => {
        await server.clear();
        if (other) other.run(pictures, server, round);
        else await bareLoop(pictures, server);
      },
      subject: async () => {
        const staticfiles = sites.pop();
        for (const path of pictures.paths) staticfiles.staticfile(path);
        await staticfiles.settled({ ready: true });
      },
    });
    server.end();
    rmSync(pictures.folder, { recursive: true });
    return result;
  };
  const where = `to a server ${latencyMs} ms away`;
  return {
    name: `upload of ${FILES} files ${where} / ${other?.name ?? 'a bare loop of SDK calls'}`,
    measure,
  };
}

const secondStart = {
  name: 'requests of a second start with 1,000 files / files',
  measure: async () => {
    const [server, pictures] = [await startServer(), await makePictures(FILES)];
    const start = async () => {
      const staticfiles = openSite(pictures, server, {}, join(pictures.folder, 'cache'));
      for (const path of pictures.paths) staticfiles.staticfile(path);
      await staticfiles.settled({ ready: true });
      const urls = pictures.paths.map((path) => staticfiles.staticfile(path));
      await staticfiles.close();
      return urls.filter((url) => url.startsWith('http:')).length;
    };
    await start();
    const before = await server.count();
    const onCdn = await start();
    const after = await server.count();
    server.end();
    rmSync(pictures.folder, { recursive: true });
    const requests = after.requests - before.requests;
    return { ratio: requests / FILES, detail: `${requests} requests, ${onCdn} URLs of the CDN` };
  },
};

const manyServers = {
  name: 'writes of ten cold servers with 150 files / those that are needed',
  measure: async () => {
    const [server, pictures] = [await startServer(30), await makePictures(150)];
    const all = Array.from({ length: 10 }, () => openSite(pictures, server));
    for (const each of all) for (const path of pictures.paths) each.staticfile(path);
    await Promise.all(all.map((each) => each.settled({ ready: true })));
    const { writes } = await server.count();
    await server.clear();
    await Promise.all(Array.from({ length: 10 }, () => bareLoop(pictures, server)));
    const naive = (await server.count()).writes;
    await Promise.all(all.map((each) => each.close()));
    server.end();
    rmSync(pictures.folder, { recursive: true });
    return { ratio: writes / 150, detail: `${writes} writes; naive servers make ${naive}` };
  },
};

const renderDelay = {
  name: "the main thread's delay (p99) in ms while 1,000 files are uploaded, above that without",
  measure: async () => {
    const [server, pictures] = [await startServer(30), await makePictures(FILES)];
    const staticfiles = openSite(pictures, server);
    for (const path of pictures.paths) staticfiles.describe(path);
    const delayWhile = async (isOver) => {
      const histogram = monitorEventLoopDelay({ resolution: 1 });
      histogram.enable();
      const endMs = performance.now() + 2500;
      while (performance.now() < endMs && !isOver()) {
        for (const path of pictures.paths.slice(0, 50)) staticfiles.describe(path);
        await new Promise((resolve) => setTimeout(resolve, 5));
      }
      histogram.disable();
      return histogram.percentile(99) / 1e6;
    };
    const withoutMs = await delayWhile(() => false);
    for (const path of pictures.paths) staticfiles.staticfile(path);
    let isDone = false;
    staticfiles.settled({ ready: true }).then(() => {
      isDone = true;
    });
    const withMs = await delayWhile(() => isDone);
    await staticfiles.close();
    server.end();
    rmSync(pictures.folder, { recursive: true });
    const detail = `${withMs.toFixed(1)} ms against ${withoutMs.toFixed(1)} ms`;
    return { ratio: withMs - withoutMs, detail };
  },
};

const importCost = {
  name: 'loading the AWS clients / loading this package with its CloudFront proxy',
  measure: () => {
    const time = (code) => () =>
      spawnSync(process.execPath, ['--input-type=module', '-e', code], { cwd: process.cwd() });
    const package_ =
      "await import('nunjucks-staticfile');await import('nunjucks-staticfile/cloudfront');";
    const clients =
      "await import('@aws-sdk/client-s3');await import('@aws-sdk/client-cloudfront');";
    return compare({ subject: time(clients), baseline: time(package_), rounds: 5 });
  },
};

export const rows = [
  uploadRow(0),
  uploadRow(30),
  ...OTHERS.filter(({ isThere }) => isThere()).map((other) => uploadRow(30, other)),
  secondStart,
  manyServers,
  renderDelay,
  importCost,
];
