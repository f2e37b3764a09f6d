// Runs scripts as a browser does: one after another in one page, an error ends only its own script.
import vm from 'node:vm';

/** Says what the scripts logged by `log(value)`; a script that fails logs nothing more. */
export function runScripts(scripts: readonly string[]): string[] {
  const logged: string[] = [];
  const page = vm.createContext({ log: (value: unknown) => logged.push(String(value)) });
  for (const script of scripts) {
    try {
      vm.runInContext(script.replace(/^\ufeff/, ''), page);
    } catch {
      // a browser reports the error and goes on with the next script
    }
  }
  return logged;
}
