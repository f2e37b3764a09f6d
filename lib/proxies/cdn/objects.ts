// All outputs that a CDN proxy was offered: what each waits for, and when it is ready.
import { quote } from '../../errors.ts';
import { UNPUBLISHED } from '../file-info.ts';
import type { FileInfo } from '../file-proxy.ts';
import {
  type CdnObject,
  countNone,
  createObject,
  happen,
  isSame,
  judge,
  type StateCounts,
} from './cdn-object.ts';
import type { Facts } from './facts.ts';
import { ONLY_HERE, whyItStays } from './own-origin.ts';
import { ReadyKeys } from './ready-keys.ts';

export interface ObjectsOptions {
  readonly isIncluded: (uri: string) => boolean;
  readonly prefix: string;
  readonly facts: Facts;
  readonly now: () => number;
  /** The size of a file in bytes; `0` where it can't be looked at. */
  readonly sizeOf: (filePath: string) => number;
  /** The bucket is known to hold an object. */
  readonly isThere: (object: CdnObject) => boolean;
  /** Looks whether the bucket holds an object, and advances it then. */
  readonly lookFor: (object: CdnObject) => void;
  /** Brings an object to the CDN; it refers to nothing that is not there. */
  readonly move: (object: CdnObject) => void;
  /** Its answer is another one from now on. */
  readonly changed: (object: CdnObject) => void;
  readonly warn: (message: string) => void;
}

export class Objects {
  readonly counts: StateCounts = countNone();
  readonly #options: ObjectsOptions;
  readonly #objects = new Map<string, CdnObject>();
  /** By the uri that they refer to. */
  readonly #users = new Map<string, Set<CdnObject>>();
  /** Source maps: they go where their outputs go, and nobody waits for them. */
  readonly #maps = new Map<string, CdnObject>();
  /** Scripts that others start as workers. */
  readonly #workers = new Set<string>();
  readonly readyKeys: ReadyKeys;

  constructor(options: ObjectsOptions) {
    this.#options = options;
    this.readyKeys = new ReadyKeys(options.facts, options.now);
  }

  get(uri: string): CdnObject | undefined {
    return this.#objects.get(uri);
  }

  all(): Iterable<CdnObject> {
    return this.#objects.values();
  }

  /** Takes what the proxy is offered. */
  take(uri: string, info: FileInfo): CdnObject {
    const known = this.#objects.get(uri);
    if (known !== undefined && isSame(known, info)) return known;
    const object = createObject(uri, keyOf(this.#options.prefix, uri), info, this.counts);
    this.#objects.set(uri, object);
    for (const reference of object.references) this.#usersOf(reference).add(object);
    for (const fixed of object.fixedReferences) this.#stayHere(fixed);
    this.#begin(object, info);
    if (known !== undefined) this.#replace(known);
    return object;
  }

  /** What a script must find on this site, and is a script, is a worker. */
  #stayHere(uri: string): void {
    if (!/\.m?js$/.test(uri)) return;
    this.#workers.add(uri);
    const known = this.#objects.get(uri);
    if (known !== undefined) this.exclude(known, ONLY_HERE);
  }

  /** Looks again whether an object may go on its way. */
  advance(object: CdnObject): void {
    if (object.state !== 'waiting' && object.state !== 'superseded') return;
    const verdict = judge(object, (uri) => this.#objects.get(uri));
    switch (verdict.may) {
      case 'stay':
        this.exclude(object, verdict.reason);
        return;
      case 'be replaced':
        happen(object, 'supersede');
        return;
      case 'wait':
        happen(object, 'wait');
        return;
      case 'be looked for':
        this.#lookFor(object);
        return;
      default:
        this.#moveMap(object);
        this.#move(object);
    }
  }

  #move(object: CdnObject): void {
    if (this.readyKeys.has(object.key)) this.ready(object);
    else this.#options.move(object);
  }

  #moveMap({ sourceMap }: CdnObject): void {
    if (sourceMap === undefined || this.#maps.has(sourceMap.uri)) return;
    const { uri, ...about } = sourceMap;
    const info = { ...UNPUBLISHED, ...about };
    const map = createObject(uri, keyOf(this.#options.prefix, uri), info, countNone());
    this.#maps.set(uri, map);
    this.#move(map);
  }

  /** Whoever has uploaded it did so after all that it refers to. */
  #lookFor(object: CdnObject): void {
    if (this.readyKeys.has(object.key)) this.ready(object);
    else if (this.#options.isThere(object)) this.#options.move(object);
    else this.#options.lookFor(object);
  }

  /** The CDN can serve an object; it is ready if what it refers to still is. */
  ready(object: CdnObject): void {
    if (judge(object, (uri) => this.#objects.get(uri)).may === 'wait') {
      happen(object, 'lose');
      return;
    }
    if (!happen(object, 'release')) return;
    object.dueMs = undefined;
    this.readyKeys.add(object.key);
    if (this.#maps.get(object.uri) === object) return;
    this.#moveMap(object);
    this.#options.changed(object);
    for (const user of this.#users.get(object.uri) ?? []) this.advance(user);
  }

  /** A listing lacks keys that were there. */
  takeBack(keys: readonly string[]): void {
    if (keys.length === 0) return;
    this.readyKeys.delete(keys);
    const gone = new Set(keys);
    const lost = [...this.#objects.values()].filter(({ key }) => gone.has(key));
    for (const object of lost) if (object.state === 'ready') this.#takeBack(object);
    for (const map of this.#maps.values()) {
      if (gone.has(map.key) && happen(map, 'lose')) this.#move(map);
    }
  }

  /** What refers to it is not ready either, until it is again. */
  #takeBack(object: CdnObject): void {
    happen(object, 'lose');
    this.#options.changed(object);
    for (const user of this.#users.get(object.uri) ?? []) {
      if (user.state === 'ready') this.#takeBack(user);
    }
    this.advance(object);
  }

  #begin(object: CdnObject, { isUnversioned }: FileInfo): void {
    const { isIncluded, sizeOf } = this.#options;
    const { uri, filePath } = object;
    const isMoved = isIncluded(uri) && !isUnversioned;
    const why = () => (this.#workers.has(uri) ? ONLY_HERE : whyItStays(uri, filePath, sizeOf));
    const reason = isMoved ? why() : undefined;
    if (!isMoved) happen(object, 'stay');
    else if (reason === undefined) this.advance(object);
    else this.exclude(object, reason);
  }

  /** Leaves an object on this site, and says why. */
  exclude(object: CdnObject, reason: string): void {
    if (!happen(object, 'stay')) return;
    object.reason = reason;
    this.#options.warn(`${quote(object.uri)} stays on this site: ${reason}.`);
    this.#options.changed(object);
    for (const user of this.#users.get(object.uri) ?? []) this.advance(user);
  }

  /** Nothing waits for an object that another of the same uri has replaced. */
  #replace(known: CdnObject): void {
    happen(known, 'leave');
    for (const reference of known.references) this.#users.get(reference)?.delete(known);
  }

  #usersOf(uri: string): Set<CdnObject> {
    const users = this.#users.get(uri) ?? new Set();
    this.#users.set(uri, users);
    return users;
  }
}

/** The key of a uri: its whole path, decoded, so that files of one base name never meet. */
export function keyOf(prefix: string, uri: string): string {
  return prefix + decodeURIComponent(uri.slice(1));
}
