// Types of engine-packages.cjs.
export const filePath: string | undefined;
export const engines: Readonly<Record<string, () => unknown>>;
export const descriptions: Readonly<Record<string, () => Record<string, unknown>>>;
export function resolveEngine(name: string): string;
