// The variables of a template, as Nunjucks keeps them: frames within frames, and what was known before a branch.

type Variables<V> = ReadonlyMap<string, V>;

/** How a frame stands to the one around it. */
export interface FrameKind {
  /** Variables set in it stay in it. */
  readonly isIsolated?: boolean;
  /** Variables set in it are seen by all templates that render together. */
  readonly isTop?: boolean;
}

/** @typeParam V - What a variable may be. */
export class Frame<V> {
  variables: Variables<V>;
  readonly around: Frame<V> | undefined;
  readonly isIsolated: boolean;
  readonly isTop: boolean;

  constructor(
    around?: Frame<V>,
    { isIsolated = false, isTop = false }: FrameKind = {},
    variables?: Variables<V>,
  ) {
    this.around = around;
    this.isIsolated = isIsolated;
    this.isTop = isTop;
    this.variables = variables ?? new Map();
  }

  /** Finds a variable in this frame, or in one around it. */
  find(name: string): V | undefined {
    return this.variables.get(name) ?? this.around?.find(name);
  }

  /** Makes a variable of this frame. */
  own(name: string, values: V): void {
    this.variables = new Map([...this.variables, [name, values]]);
  }

  /** Sets a variable where it is, or else here. */
  set(name: string, values: V): void {
    const holder = this.writable().find(({ variables }) => variables.has(name)) ?? this;
    holder.own(name, values);
  }

  /** Lists the frames that what is set here may change. */
  writable(): Frame<V>[] {
    return this.isIsolated || this.around === undefined
      ? [this]
      : [this, ...this.around.writable()];
  }
}

/** The variables of some frames at one time. */
export class Moment<V> {
  readonly #kept: readonly (readonly [Frame<V>, Variables<V>])[];

  constructor(frames: readonly Frame<V>[]) {
    this.#kept = frames.map((frame) => [frame, frame.variables]);
  }

  /** Makes it so again. */
  restore(): void {
    for (const [frame, variables] of this.#kept) frame.variables = variables;
  }

  /** Lists the names of a frame whose values are others than at another moment. */
  differences(other: Moment<V>): { frame: Frame<V>; names: string[] }[] {
    return this.#kept.map(([frame, variables], at) => {
      const others = other.#kept[at]?.[1] ?? variables;
      if (others === variables) return { frame, names: [] };
      const names = new Set([...variables.keys(), ...others.keys()]);
      return {
        frame,
        names: [...names].filter((name) => variables.get(name) !== others.get(name)),
      };
    });
  }
}
