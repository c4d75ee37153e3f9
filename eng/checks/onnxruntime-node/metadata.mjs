// Reads metadata_props (field 14 of ModelProto) out of an ONNX file's bytes: onnxruntime-node does not give them.
const metadataField = 14;
const [varint, fixed64, bytes, fixed32] = [0, 1, 2, 5];

export function readMetadata(file) {
  const entries = new Map();
  for (const { number, value } of fields(file)) {
    if (number !== metadataField) continue;
    const entry = new Map(Array.from(fields(value), field => [field.number, field.value.toString('utf8')]));
    entries.set(entry.get(1), entry.get(2));
  }
  return entries;
}

function* fields(buffer) {
  let at = 0;
  const readVarint = () => {
    let result = 0;
    for (let factor = 1; ; factor *= 128) {
      const byte = buffer[at++];
      result += (byte & 127) * factor;
      if (byte < 128) return result;
    }
  };
  while (at < buffer.length) {
    const tag = readVarint();
    const [number, type] = [Math.floor(tag / 8), tag % 8];
    if (type === varint) { readVarint(); continue; }
    if (type === fixed64) { at += 8; continue; }
    if (type === fixed32) { at += 4; continue; }
    if (type !== bytes) throw new Error(`wire type ${type} is not of this format`);
    const length = readVarint();
    yield { number, value: buffer.subarray(at, at + length) };
    at += length;
  }
}
