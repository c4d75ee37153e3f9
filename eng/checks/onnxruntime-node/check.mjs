// node check.mjs MODEL.onnx [PIXELS SCORES]
// Runs a saved model in onnxruntime-node. Without more it checks the golden vectors that the file holds; with PIXELS (float32
// [n, 3, height, width], little-endian) and SCORES (JSON: task -> numbers) it compares with those. Prints the largest difference,
// in shares of the task's largest entry, and exits 1 above the tolerance of docs/model-file.md.
import { readFileSync } from 'node:fs';
import * as ort from 'onnxruntime-node';
import { readMetadata } from './metadata.mjs';

const tolerance = 1e-3;
const goldenBatch = 2;

function goldenPixels({ seed }, { width, height }) {
  const pixels = new Float32Array(goldenBatch * 3 * height * width);
  let index = 0;
  for (let n = 0; n < goldenBatch; n++)
    for (let c = 0; c < 3; c++)
      for (let y = 0; y < height; y++)
        for (let x = 0; x < width; x++)
          pixels[index++] = (seed * (n + 1) + 85 * c + 3 * x + 5 * y + 4 * ((x * y) % 61)) % 256;
  return pixels;
}

const [modelPath, pixelsPath, scoresPath] = process.argv.slice(2);
const model = readFileSync(modelPath);
const metadata = readMetadata(model);
const input = JSON.parse(metadata.get('transferkit.input'));
const golden = JSON.parse(metadata.get('transferkit.golden'));
const expected = scoresPath ? JSON.parse(readFileSync(scoresPath, 'utf8')) : golden.outputs;
const pixels = pixelsPath ? new Float32Array(Uint8Array.from(readFileSync(pixelsPath)).buffer) : goldenPixels(golden, input);

const session = await ort.InferenceSession.create(model);
const shape = [pixels.length / (3 * input.height * input.width), 3, input.height, input.width];
const outputs = await session.run({ image: new ort.Tensor('float32', pixels, shape) });

let largest = 0;
for (const [task, values] of Object.entries(expected)) {
  const found = outputs[task].data;
  if (found.length !== values.length) throw new Error(`task '${task}': ${found.length} values, expected ${values.length}`);
  const scale = Math.max(...values.map(Math.abs));
  for (let i = 0; i < values.length; i++) largest = Math.max(largest, Math.abs(found[i] - values[i]) / scale);
}
console.log(`largest difference ${largest.toExponential(2)} of the largest entry, ${shape[0]} images (tolerance ${tolerance})`);
process.exit(largest <= tolerance ? 0 : 1);
