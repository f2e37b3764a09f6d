// Whether a script may name other files: it does not, where neither word is in it.

export function mayImport(script: string): boolean {
  return /\bimport\b|\bexport\b/.test(script);
}
