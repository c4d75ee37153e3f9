// Reads a ZIP archive: its directory at the end, then the files, stored or deflated.
import { inflateRawSync } from 'node:zlib';

const endOfDirectory = 0x06054b50;

export function readZip(file) {
  let end = file.length - 22;
  while (file.readUInt32LE(end) !== endOfDirectory) end--;
  const entries = new Map();
  let at = file.readUInt32LE(end + 16);
  for (let left = file.readUInt16LE(end + 10); left > 0; left--) {
    const [method, bytes] = [file.readUInt16LE(at + 10), file.readUInt32LE(at + 20)];
    const [name, extra, comment] = [28, 30, 32].map(place => file.readUInt16LE(at + place));
    const header = file.readUInt32LE(at + 42);
    const start = header + 30 + file.readUInt16LE(header + 26) + file.readUInt16LE(header + 28);
    const content = file.subarray(start, start + bytes);
    entries.set(file.toString('utf8', at + 46, at + 46 + name), method === 0 ? content : inflateRawSync(content));
    at += 46 + name + extra + comment;
  }
  return entries;
}
