// Implements `Site`, which is all that the command needs of the package.
import * as fs from 'node:fs';
import * as path from 'node:path';
import { closeInstance } from '../instance/settled.ts';
import type { Instance } from '../instance.ts';
import { install } from '../nunjucks/install.ts';
import type { StaticfilesOptions } from '../options/options.ts';
import { loadEnvironment } from '../prepare/environment.ts';
import { rewritePages } from '../prepare/pages.ts';
import { planOf } from '../prepare/plan.ts';
import { prepare } from '../prepare/prepare.ts';
import { realTimers } from '../proxies/cdn/timers.ts';
import { createWithInstance } from '../staticfiles.ts';
import { examineSite } from '../upkeep/doctor.ts';
import { listOutputs } from '../upkeep/outputs.ts';
import { precompress } from '../upkeep/precompress.ts';
import type { Configuration, Explanation, Progress, Site } from './tool.ts';

/** What is warned of becomes part of reports. */
const SILENT = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} };

/** Opens the package with a configuration; what is converted is looked at once. */
export function openSite(
  { options, nunjucks, folder: base }: Configuration,
  folder: string,
  isDryRun: boolean,
): Site {
  // the command waits for what it makes
  const own = { debug: false, conversion: 'inline', precompress: false };
  const given = { logger: SILENT, ...options, ...own } as StaticfilesOptions;
  const { staticfiles, instance, functions } = createWithInstance(given, {
    folder: base,
    after: realTimers.after,
    isDryRun,
  });
  const createEnvironment = () => install(loadEnvironment(base, nunjucks), functions);
  return {
    build: (request) => prepare(instance, request, createEnvironment),
    pages: (request) => rewritePages(instance, request),
    plan: (request) => planOf(instance, request, createEnvironment),
    precompress: (signal, onProgress) => compress(instance, signal, onProgress),
    outDir: instance.sources && instance.options.outDir,
    explain: (name) => explain(staticfiles, instance, name),
    stray: (manifests) => strayOf(instance, manifests, folder),
    remove: (files) => {
      for (const file of files) fs.rmSync(path.resolve(folder, file), { force: true });
    },
    status: (manifests) => statusOf(instance, manifests),
    doctor: () => (instance.sources ? examineSite(instance) : []),
    prune: (request) => instance.chain.prune?.(request),
    cdnSetup: (dryRun) => instance.chain.setup?.({ dryRun }),
    cdnCheck: () => instance.chain.check?.(),
    close: () => closeInstance(instance),
  };
}

/** Lists outputs that nothing known refers to, unless nothing is known that could refer to them. */
function strayOf(
  instance: Instance,
  manifests: readonly string[],
  folder: string,
): ReturnType<Site['stray']> {
  const { files, isUnknown } = listOutputs(instance, manifests);
  if (isUnknown) return undefined;
  return files()
    .filter(({ use }) => use !== 'used')
    .map(({ file, ...each }) => ({ ...each, file: path.relative(folder, file) }));
}

async function compress(
  instance: Instance,
  signal: AbortSignal,
  onProgress: (progress: Progress) => void,
): ReturnType<Site['precompress']> {
  if (instance.sources === undefined) return { written: 0, brotliBytes: new Map() };
  const used = listOutputs(instance, [])
    .files()
    .filter(({ use }) => use === 'used');
  return precompress(used, instance, signal, (done, total, path) =>
    onProgress({ phase: 'compress', done, total, path }),
  );
}

function statusOf(instance: Instance, manifests: readonly string[]): ReturnType<Site['status']> {
  const outputs = listOutputs(instance, manifests).files();
  const options = instance.sources && instance.options;
  return {
    outputs: outputs.length,
    bytes: outputs.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0),
    stray: outputs.filter(({ use }) => use === 'retired').length,
    outDir: options?.outDir ?? 'beside the sources',
    cacheDir: options?.cacheDir === false ? 'in memory' : (options?.cacheDir ?? ''),
  };
}

function explain(
  staticfiles: ReturnType<typeof createWithInstance>['staticfiles'],
  instance: Instance,
  name: string,
): Explanation {
  const plain = staticfiles.describe(name);
  const slim = staticfiles.describe(name, { slim: true });
  const roots =
    instance.sources && instance.roots.all.map(({ dir, at }) => dir + (at && ` at ${at}`));
  const { path: asked, sources, uri, version, output, bytes, originalBytes, state, reason } = plain;
  return {
    asked,
    'looked in': roots,
    found: sources.length > 0 ? sources : undefined,
    'source size': originalBytes,
    version,
    uri,
    output,
    size: bytes,
    integrity: plain.integrity,
    state,
    reason,
    ...(slim.uri !== uri && { 'minified uri': slim.uri, 'minified size': slim.bytes }),
    'minified by': slim.minified,
  };
}
