// Brings node_modules to what package-lock.json pins, once, however many builds ask at the same time.
import { execSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const folder = dirname(fileURLToPath(import.meta.url));
const stamp = join(folder, 'node_modules', '.transferkit.stamp');
const lock = join(folder, '.install.lock');
const pinned = ['package.json', 'package-lock.json', '.npmrc'];
const staleAfterMilliseconds = 10 * 60 * 1000;

const digest = createHash('sha256');
for (const file of pinned) digest.update(readFileSync(join(folder, file)));
const wanted = digest.digest('hex');
const upToDate = () => existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted;
// Written even when nothing was to do: the build compares time stamps and would ask again.
const writeStamp = () => writeFileSync(stamp, wanted);

const sleep = milliseconds => Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, milliseconds);
for (;;) {
  try {
    mkdirSync(lock);
    break;
  } catch (error) {
    if (error.code !== 'EEXIST') throw error;
    let age = 0;
    try { age = Date.now() - statSync(lock).mtimeMs; } catch { continue; }
    if (age > staleAfterMilliseconds) rmSync(lock, { recursive: true, force: true });
    else sleep(200);
  }
}
const unlock = () => rmSync(lock, { recursive: true, force: true });
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => { unlock(); process.exit(1); });
try {
  if (!upToDate()) execSync('npm ci --no-fund --no-audit --loglevel=error', { cwd: folder, stdio: ['ignore', 'inherit', 'inherit'] });
  writeStamp();
} finally {
  unlock();
}
