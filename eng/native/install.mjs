// Brings a folder's node_modules to what its package-lock.json pins, once, however many builds ask at the same time.
//   node install.mjs              this folder: what every build needs, with the native files of this machine's platform
//   node install.mjs linux-arm64  ONNX Runtime for Linux on ARM, which has a package of its own
//   node install.mjs platforms    libvips of every platform, for packages and for programs that run elsewhere
import { execSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(fileURLToPath(import.meta.url));
const target = process.argv[2] ?? '.';
const folder = join(root, target);
const pinned = target === 'platforms' ? root : folder;
const stamp = join(folder, 'node_modules', '.transferkit.stamp');
const lock = join(root, '.install.lock');
const staleAfterMilliseconds = 10 * 60 * 1000;

const digest = createHash('sha256');
for (const file of ['package.json', 'package-lock.json', '.npmrc']) digest.update(readFileSync(join(pinned, file)));
const wanted = digest.digest('hex');
const upToDate = () => existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted;
// Written even when nothing was to do: the build compares time stamps and would ask again.
const writeStamp = () => writeFileSync(stamp, wanted);

// npm leaves out an optional package of another platform whatever it is told; one that is required and forced it installs.
const pinPlatforms = () => {
  const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  const locked = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8'));
  const wantedPackages = manifest.optionalDependencies;
  const packages = { '': { name: 'transferkit-platforms', dependencies: wantedPackages } };
  for (const name of Object.keys(wantedPackages)) packages[`node_modules/${name}`] = { ...locked.packages[`node_modules/${name}`], optional: false };
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, '.npmrc'), readFileSync(join(root, '.npmrc'), 'utf8') + 'force=true\n');
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ name: 'transferkit-platforms', private: true, dependencies: wantedPackages }, null, 2));
  writeFileSync(join(folder, 'package-lock.json'), JSON.stringify({ name: 'transferkit-platforms', lockfileVersion: 3, requires: true, packages }, null, 2));
};

const isRunning = pid => {
  try { return process.kill(pid, 0); } catch (error) { return error.code === 'EPERM'; }
};
const isStale = () => {
  try {
    const owner = Number(readFileSync(lock, 'utf8'));
    return (owner > 0 && !isRunning(owner)) || Date.now() - statSync(lock).mtimeMs > staleAfterMilliseconds;
  } catch {
    return false;
  }
};
const sleep = milliseconds => Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, milliseconds);
for (;;) {
  try {
    writeFileSync(lock, String(process.pid), { flag: 'wx' });
    break;
  } catch (error) {
    if (error.code !== 'EEXIST') throw error;
    if (isStale()) rmSync(lock, { force: true });
    else sleep(200);
  }
}
const unlock = () => rmSync(lock, { force: true });
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => { unlock(); process.exit(1); });
try {
  if (!upToDate()) {
    if (target === 'platforms') pinPlatforms();
    execSync('npm ci --no-fund --no-audit --loglevel=error', { cwd: folder, stdio: ['ignore', 'inherit', 'inherit'] });
  }
  writeStamp();
} finally {
  unlock();
}
