// What an instance was given: its options, the system around it, and who hears what it has to say.
import { Reporter } from '../core/report.ts';
import type { Disk } from '../files/disk.ts';
import type { ResolvedOptions } from '../options/options.ts';
import type { System } from './system.ts';

export class Surroundings {
  readonly options: ResolvedOptions;
  readonly system: System;
  readonly reporter: Reporter;
  readonly disk: Disk;
  /** The working folder. */
  readonly folder: string;
  readonly now: () => number;
  readonly after: System['after'];
  readonly random: () => string;
  readonly enabled: boolean;
  /** Sources are looked at again at every render. */
  readonly debug: boolean;
  readonly warn = (subject: string, message: string): void =>
    this.reporter.warnOnce(subject, message);
  /** Tells who listens to {@link Surroundings.reporter} of a failure. */
  readonly tell = (failure: string): void => this.reporter.tell(failure);

  constructor(options: ResolvedOptions, system: System) {
    this.options = options;
    this.system = system;
    this.reporter = new Reporter(options.logger);
    this.disk = system.disk;
    this.folder = system.folder;
    this.now = system.now;
    this.after = system.after;
    this.random = system.random;
    this.enabled = options.enabled;
    this.debug = options.debug;
  }
}
