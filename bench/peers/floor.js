// The least that any such program in Node has to do: read, hash and copy each file of a folder.
import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, extname, join } from 'node:path';

const [from, to] = process.argv.slice(2);
for (const entry of readdirSync(from, { recursive: true, withFileTypes: true })) {
  if (entry.isDirectory()) continue;
  const file = join(entry.parentPath, entry.name);
  const bytes = readFileSync(file);
  const hash = createHash('sha256').update(bytes).digest('hex').slice(0, 12);
  const extension = extname(file);
  const target = join(to, `${file.slice(from.length, -extension.length)}.${hash}${extension}`);
  mkdirSync(dirname(target), { recursive: true });
  writeFileSync(target, bytes);
}
