// Makes backbones.json and tiny-models.json: what TensorFlow.js computes from the files that our converter reads.
//   npm install --ignore-scripts --prefix FOLDER @tensorflow/tfjs-core@4.22.0 @tensorflow/tfjs-converter@4.22.0 \
//     @tensorflow/tfjs-layers@4.22.0 @tensorflow/tfjs-backend-cpu@4.22.0
//   node make-fixtures.mjs FOLDER          (a few minutes: the CPU backend is plain JavaScript)
import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { tinyModels } from './tiny-models.mjs';

const here = dirname(fileURLToPath(import.meta.url));
const root = resolve(here, '../../../..');
const load = createRequire(join(resolve(process.argv[2]), 'node_modules', 'x.js'));
const tf = load('@tensorflow/tfjs-core');
load('@tensorflow/tfjs-backend-cpu');
const { loadGraphModel } = load('@tensorflow/tfjs-converter');
const { loadLayersModel, model: subModel } = load('@tensorflow/tfjs-layers');
await tf.setBackend('cpu');

const samplesPerTensor = 150;

// The same formula stands in TestPicture.cs.
function picture(height, width, low, high) {
  const values = new Float32Array(height * width * 3);
  for (let y = 0, i = 0; y < height; y++)
    for (let x = 0; x < width; x++)
      for (let c = 0; c < 3; c++, i++) values[i] = low + ((x * 3 + y * 5 + c * 40 + ((x * y) % 31) * 2) % 256) / 255 * (high - low);
  return tf.tensor4d(values, [1, height, width, 3]);
}

const fromMemory = (root, bytes) => ({
  load: async () => ({
    modelTopology: root.modelTopology,
    weightSpecs: root.weightsManifest.flatMap(group => group.weights),
    weightData: bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength),
    signature: root.signature,
    userDefinedMetadata: root.userDefinedMetadata,
  }),
});

// The size is the caller's: a converted detector states the one that it was exported with.
function freeSize(root) {
  delete root.signature;
  delete root.userDefinedMetadata;
  for (const node of root.modelTopology.node) if (node.op === 'Placeholder') delete node.attr.shape;
}

async function run(root, bytes, input, names) {
  if (root.modelTopology.node) {
    freeSize(root);
    const model = await loadGraphModel(fromMemory(root, bytes));
    return [model.execute(input, names)].flat();
  }
  const model = await loadLayersModel(fromMemory(root, bytes));
  return [subModel({ inputs: model.inputs, outputs: names.map(name => model.getLayer(name).output) }).predict(input)].flat();
}

function sample(name, tensor) {
  const values = tensor.dataSync();
  const step = Math.max(1, Math.floor(values.length / samplesPerTensor) | 1);
  const picked = [];
  for (let i = 0; i < values.length; i += step) picked.push(Number(values[i].toPrecision(7)));
  return { name, shape: tensor.shape.slice(1), step, largest: values.reduce((most, v) => Math.max(most, Math.abs(v)), 0), values: picked };
}

const kept = {
  'mobilenet-v3-coco': ['MobilenetV3/expanded_conv_3/project/BatchNorm/FusedBatchNorm', 'MobilenetV3/expanded_conv_11/add', 'extern1/hard_swish/mul_1'],
  'mobilenet-v2-140-moderation': ['MobilenetV2/expanded_conv_2/add', 'MobilenetV2/expanded_conv_12/add', 'MobilenetV2/Conv_1/Relu6'],
  'inception-v3-moderation': ['activation_3', 'mixed4', 'mixed10'],
};
const packages = join(root, 'eng/native/node_modules');
const backbones = [];
for (const [id, names] of Object.entries(kept)) {
  const card = JSON.parse(readFileSync(join(root, 'models', `${id}.json`)));
  const [topology, ...shards] = card.source.files.map(file => join(packages, card.source.package, file.path));
  const bundled = topology.endsWith('.js');
  const text = bundled ? load(topology) : JSON.parse(readFileSync(topology));
  const bytes = Buffer.concat(shards.map(shard => bundled ? Buffer.from(load(shard), 'base64') : readFileSync(shard)));
  const input = picture(card.input.height, card.input.width, card.input.low, card.input.high);
  const results = await run(text, bytes, input, names.map(name => (card.stripPrefix ?? '') + name));
  backbones.push({ id, tensors: results.map((tensor, i) => sample(names[i], tensor)) });
  console.log(id, results.map(tensor => tensor.shape.join('x')).join(' '));
}
writeFileSync(join(here, 'backbones.json'), JSON.stringify(backbones) + '\n');

const tiny = [];
for (const { name, height, width, outputs, json, bytes } of tinyModels()) {
  const text = JSON.stringify(json);
  const results = await run(json, bytes, picture(height, width, 0, 1), outputs);
  tiny.push({ name, height, width, model: JSON.parse(text), weights: bytes.toString('base64'), tensors: results.map((t, i) => sample(outputs[i], t)) });
  console.log(name, results.map(tensor => tensor.shape.join('x')).join(' '));
}
writeFileSync(join(here, 'tiny-models.json'), JSON.stringify(tiny) + '\n');
