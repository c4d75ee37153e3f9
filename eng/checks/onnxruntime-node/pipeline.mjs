// node pipeline.mjs FILE.pipeline ANSWERS.json
// Runs a saved pipeline of models and crops in onnxruntime-node: unpacks it, runs its steps in order, and compares what each model says with ANSWERS
// ([{ "picture": "a.ppm", "steps": { step: numbers } }]). Prints the largest difference and exits 1 above the tolerance.
import { readFileSync } from 'node:fs';
import * as ort from 'onnxruntime-node';
import { readMetadata } from './metadata.mjs';
import { crop, readPpm, stretch } from './pictures.mjs';
import { readZip } from './zip.mjs';

const tolerance = 1e-4;
const [pipelinePath, answersPath] = process.argv.slice(2);
const archive = readZip(readFileSync(pipelinePath));
const { format, steps } = JSON.parse(archive.get('manifest.json'));
if (format !== 'transferkit-pipeline-1') throw new Error(`the format '${format}' is not known`);

for (const [place, step] of steps.entries()) {
  if (step.kind !== 'model') continue;
  const file = archive.get(`steps/${place + 1}.onnx`);
  step.size = JSON.parse(readMetadata(file).get('transferkit.input'));
  step.session = await ort.InferenceSession.create(file);
}

async function answer(step, picture) {
  const { width, height } = step.size;
  const { pixels } = stretch(picture, width, height);
  const planes = Float32Array.from({ length: pixels.length }, (_, at) => pixels[3 * (at % (width * height)) + Math.floor(at / (width * height))]);
  const outputs = await step.session.run({ image: new ort.Tensor('float32', planes, [1, 3, height, width]) });
  return outputs[step.truth.name].data;
}

async function run(picture) {
  const values = { image: picture };
  for (const step of steps) {
    const inputs = step.inputs.map(name => values[name]);
    if (step.kind === 'model') values[step.name] = await answer(step, inputs[0]);
    else if (step.kind === 'crop') values[step.name] = crop(inputs[0], inputs[1], step.margin);
    else throw new Error(`the kind '${step.kind}' is not written here`);
  }
  return values;
}

let largest = 0;
const answers = JSON.parse(readFileSync(answersPath, 'utf8'));
for (const { picture, steps: expected } of answers) {
  const found = await run(readPpm(readFileSync(picture)));
  for (const [step, numbers] of Object.entries(expected)) {
    if (found[step].length !== numbers.length) throw new Error(`step '${step}': ${found[step].length} numbers, expected ${numbers.length}`);
    numbers.forEach((number, i) => { largest = Math.max(largest, Math.abs(found[step][i] - number)); });
  }
}
console.log(`largest difference ${largest.toExponential(2)}, ${answers.length} pictures (tolerance ${tolerance})`);
process.exit(answers.length > 0 && largest <= tolerance ? 0 : 1);
