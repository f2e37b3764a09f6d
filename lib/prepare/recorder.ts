// Records what the pages of a running site ask for; see `PrepareOptions.recordTo`.
import * as path from 'node:path';
import { firstPath } from '../core/paths.ts';
import { atExit } from '../core/process-exit.ts';
import { errorText } from '../errors.ts';
import { locked, tryLocked } from '../files/lock.ts';
import { addToRecord, readRecord, type SiteRecord, siteNameOf } from '../files/site-record.ts';
import type { RunRecorder } from '../instance/foundation.ts';
import { type Instance, sourcesOf } from '../instance.ts';
import type { Resolver } from '../resolve/resolver.ts';

/** How often what is new is written while the site runs. */
const EVERY_MS = 1000;

/** Starts to record to a file, with all that was asked for before. */
export async function recordTo(instance: Instance, file: string): Promise<void> {
  const whole = path.resolve(instance.folder, file);
  const known = instance.recorder;
  const recorder = known?.file === whole ? known : new Recorder(instance, whole);
  if (recorder !== known) {
    known?.stop();
    instance.recorder = recorder;
  }
  await recorder.write();
}

class Recorder implements RunRecorder {
  readonly file: string;
  readonly #instance: Instance;
  readonly #site: string;
  readonly #timer: NodeJS.Timeout;
  readonly #leaveExit: () => void;
  #written = '';

  constructor(instance: Instance, file: string) {
    const { disk, folder } = instance;
    this.file = file;
    this.#instance = instance;
    this.#site = siteNameOf(folder, disk);
    // a file that is none must not be found out when the run is over
    if (disk.statSync(file, { throwIfNoEntry: false })) readRecord(file, disk, this.#site);
    this.#timer = setInterval(this.#tick, EVERY_MS).unref();
    this.#leaveExit = atExit(this.#tick);
  }

  stop(): void {
    clearInterval(this.#timer);
    this.#leaveExit();
  }

  /** @throws `ERR_STATICFILE_RECORD`, `ERR_STATICFILE_PUBLISH` */
  async write(): Promise<void> {
    await locked(this.file, this.#instance, () => this.#add());
  }

  /** In a running site nothing waits for it, and what fails is tried again. */
  readonly #tick = (): void => {
    try {
      const isNew = JSON.stringify(this.#record()) !== this.#written;
      if (isNew) tryLocked(this.file, this.#instance, () => this.#add());
    } catch (error) {
      this.#instance.warn(`record ${this.file}`, errorText(error));
    }
  };

  #add(): void {
    const record = this.#record();
    addToRecord(this.file, record, this.#instance);
    this.#written = JSON.stringify(record);
  }

  #record(): SiteRecord {
    const { inline } = this.#instance;
    const { plain, slim, groups } = sourcesOf(this.#instance);
    const texts = (form: 'plain' | 'slim') => Array.from(inline.texts(form), ({ path }) => [path]);
    return {
      site: this.#site,
      plain: pathsOf(plain.resolver),
      slim: pathsOf(slim.resolver),
      groups: groups.groups().map((paths) => paths.map((each) => firstPath(each.trim()))),
      inlinePlain: texts('plain'),
      inlineSlim: texts('slim'),
    };
  }
}

function pathsOf(resolver: Pick<Resolver, 'hits'>): (readonly string[])[] {
  return Array.from(resolver.hits(), ({ found }) => found.conversion.paths);
}
