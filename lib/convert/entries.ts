// Modules that share a member move together: until all of them are minified, each is as it was written.

interface Entry {
  readonly members: ReadonlySet<string>;
  readonly isMinified: boolean;
}

/** A page that loads a module by two names runs it twice. */
export class Entries {
  readonly #entries = new Map<string, Entry>();
  /** By member, the entries that have it. */
  readonly #sharing = new Map<string, Set<string>>();
  readonly #held = new Set<string>();
  readonly #onHeld: () => void;

  /** @param onHeld - Is told when an entry is held back that may have been handed out. */
  constructor(onHeld: () => void) {
    this.#onHeld = onHeld;
  }

  /** Checks whether an entry, or one that shares a member with it, directly or not, is not minified yet. */
  isHeld(key: string): boolean {
    return this.#held.has(key);
  }

  has(key: string): boolean {
    return this.#entries.has(key);
  }

  /** Lists the entries that share a member with one, directly or not, itself included. */
  groupOf(start: string): readonly string[] {
    const group = new Set([start]);
    for (const key of group) {
      for (const member of this.#entries.get(key)?.members ?? []) {
        for (const other of this.#sharing.get(member) ?? []) group.add(other);
      }
    }
    return [...group];
  }

  /** Notes what an entry consists of, itself included, and whether all of that is minified. */
  set(key: string, members: Iterable<string>, isMinified: boolean): void {
    const before = this.#remove(key);
    const entry = { members: new Set(members), isMinified };
    this.#entries.set(key, entry);
    for (const member of entry.members) {
      const sharing = this.#sharing.get(member) ?? new Set();
      this.#sharing.set(member, sharing.add(key));
    }
    this.#settle([key, ...before]);
  }

  /** Forgets an entry that can't be made. */
  delete(key: string): void {
    const before = this.#remove(key);
    this.#held.delete(key);
    this.#settle(before);
  }

  /** Returns the other entries that shared a member with it. */
  #remove(key: string): string[] {
    const members = this.#entries.get(key)?.members ?? [];
    this.#entries.delete(key);
    const others = [...members].flatMap((member) => {
      const sharing = this.#sharing.get(member);
      sharing?.delete(key);
      if (sharing?.size === 0) this.#sharing.delete(member);
      return [...(sharing ?? [])];
    });
    return [...new Set(others)];
  }

  #settle(starts: readonly string[]): void {
    const seen = new Set<string>();
    let isAnyHeld = false;
    for (const start of starts) {
      if (seen.has(start)) continue;
      const group = this.groupOf(start);
      const isWhole = group.every((key) => this.#entries.get(key)?.isMinified);
      for (const key of group) {
        seen.add(key);
        if (isWhole) this.#held.delete(key);
        else {
          isAnyHeld ||= !this.#held.has(key);
          this.#held.add(key);
        }
      }
    }
    if (isAnyHeld) this.#onHeld();
  }
}
