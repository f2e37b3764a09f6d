// The environment of this process, as it was before.

/**
 * Puts variables back. `process.env` itself must stay: worker threads begin with what the process has, not
 * with an object that has taken its place.
 */
export function restoreEnvironment(kept: Readonly<NodeJS.ProcessEnv>): void {
  for (const name of Object.keys(process.env)) if (!(name in kept)) delete process.env[name];
  Object.assign(process.env, kept);
}
