// Small TensorFlow.js models that hold every operator the converter has a rule for, with weights stored in every way it decodes.

/** Weights from a seeded generator, stored as float32, float16, uint8 or uint16 codes. */
class Weights {
  #state = 12345;
  #parts = [];
  specs = [];

  #next() {
    this.#state = (Math.imul(this.#state, 1103515245) + 12345) >>> 0;
    return this.#state >>> 8;
  }

  add(name, shape, stored = 'float32', { low = -0.5, high = 0.5 } = {}) {
    const count = shape.reduce((product, size) => product * size, 1);
    const unit = () => this.#next() / 2 ** 24;
    const span = high - low;
    const spec = { name, shape, dtype: 'float32' };
    if (stored === 'float32') this.#parts.push(Buffer.from(Float32Array.from({ length: count }, () => low + unit() * span).buffer));
    if (stored === 'uint8') this.#parts.push(Buffer.from(Uint8Array.from({ length: count }, () => unit() * 256)));
    if (stored === 'uint16') this.#parts.push(Buffer.from(Uint16Array.from({ length: count }, () => unit() * 65536).buffer));
    // A half of either sign with an exponent of 2^-5 to 2^-2.
    if (stored === 'float16') this.#parts.push(Buffer.from(Uint16Array.from({ length: count }, () => (unit() < 0.5 ? 0x8000 : 0) | ((10 + (unit() * 4 | 0)) << 10) | (unit() * 1024 | 0)).buffer));
    if (stored === 'float16') spec.quantization = { dtype: 'float16' };
    if (stored === 'uint8') spec.quantization = { dtype: 'uint8', scale: span / 255, min: low };
    if (stored === 'uint16') spec.quantization = { dtype: 'uint16', scale: span / 65535, min: low };
    this.specs.push(spec);
    return name;
  }

  integers(name, shape, values) {
    this.#parts.push(Buffer.from(Int32Array.from(values).buffer));
    this.specs.push({ name, shape, dtype: 'int32' });
    return name;
  }

  get bytes() { return Buffer.concat(this.#parts); }
}

const positive = { low: 0.5, high: 1.5 };

function layersModel() {
  const weights = new Weights();
  const layers = [];
  const layer = (class_name, name, inputs, config = {}) => {
    layers.push({ class_name, name, config: { name, ...config }, inbound_nodes: inputs.length ? [inputs.map(input => [input, 0, 0, {}])] : [] });
    return name;
  };
  const batchNorm = (name, input, channels, { scale = true } = {}) => {
    if (scale) weights.add(`${name}/gamma`, [channels], 'uint8', positive);
    weights.add(`${name}/beta`, [channels], 'float16');
    weights.add(`${name}/moving_mean`, [channels]);
    weights.add(`${name}/moving_variance`, [channels], 'uint16', positive);
    return layer('BatchNormalization', name, [input], { axis: 3, epsilon: 0.001, scale, center: true });
  };
  const conv = (name, input, from, to, config) => {
    weights.add(`${name}/kernel`, [...config.kernel_size, from, to], 'float16');
    if (config.use_bias) weights.add(`${name}/bias`, [to], 'uint8');
    return layer('Conv2D', name, [input], { filters: to, ...config });
  };

  let x = layer('InputLayer', 'picture', [], { batch_input_shape: [null, 13, 11, 3], dtype: 'float32' });
  x = conv('conv', x, 3, 6, { kernel_size: [3, 3], strides: [2, 2], padding: 'same', activation: 'relu', use_bias: true });
  const open = batchNorm('open_norm', x, 6);
  weights.add('depthwise/depthwise_kernel', [3, 3, 6, 2], 'uint8');
  x = layer('DepthwiseConv2D', 'depthwise', [open], { kernel_size: [3, 3], depth_multiplier: 2, strides: [1, 1], padding: 'same', use_bias: false });
  x = batchNorm('folded_norm', x, 12, { scale: false });
  x = layer('ReLU', 'relu6', [x], { max_value: 6 });
  x = layer('ReLU', 'relu', [x], { max_value: null });
  x = layer('Dropout', 'dropout', [x], { rate: 0.5 });
  const linear = conv('dilated', x, 12, 4, { kernel_size: [3, 3], strides: [1, 1], dilation_rate: [2, 2], padding: 'same', use_bias: true });
  const norm = batchNorm('dilated_norm', linear, 4);
  const bent = ['elu', 'tanh'].map(activation => layer('Activation', activation, [norm], { activation }));
  const gate = layer('Activation', 'gate', [layer('Add', 'sum', [norm, ...bent])], { activation: 'sigmoid' });
  x = layer('Multiply', 'gated', [norm, gate]);
  x = layer('Maximum', 'greatest', [x, gate]);
  x = layer('ZeroPadding2D', 'pad', [x], { padding: [[0, 1], [2, 0]] });
  const most = layer('MaxPooling2D', 'most', [x], { pool_size: [3, 3], strides: [2, 2], padding: 'same' });
  const mean = layer('AveragePooling2D', 'mean', [x], { pool_size: [3, 2], strides: [2, 2], padding: 'same' });
  const joined = layer('Concatenate', 'joined', [most, mean], { axis: 3 });
  weights.add('dense/kernel', [4 * 4 * 8, 5], 'float16');
  weights.add('dense/bias', [5]);
  layer('Dense', 'dense', [layer('Flatten', 'flat', [joined])], { units: 5, activation: 'softmax', use_bias: true });
  weights.add('score/kernel', [8, 3]);
  const pooled = layer('GlobalAveragePooling2D', 'pooled', [joined]);
  layer('Dense', 'score', [pooled], { units: 3, activation: 'tanh', use_bias: false });
  layer('GlobalMaxPooling2D', 'peaks', [joined]);

  const outputs = ['open_norm', 'relu', 'greatest', 'joined', 'dense', 'score', 'peaks'];
  return {
    name: 'layers', height: 13, width: 11, outputs, bytes: weights.bytes,
    json: {
      format: 'layers-model',
      modelTopology: {
        model_config: {
          class_name: 'Model',
          config: { name: 'tiny', layers, input_layers: [['picture', 0, 0]], output_layers: outputs.map(output => [output, 0, 0]) },
        },
      },
      weightsManifest: [{ paths: ['weights.bin'], weights: weights.specs }],
    },
  };
}

const text = value => ({ s: Buffer.from(value).toString('base64') });
const texts = (...values) => ({ list: { s: values.map(value => text(value).s) } });
const longs = (...values) => ({ list: { i: values.map(String) } });

function graphModel() {
  const weights = new Weights();
  const nodes = [];
  const node = (op, name, input, attr = {}) => {
    nodes.push({ name, op, input, attr: { T: { type: 'DT_FLOAT' }, ...attr } });
    return name;
  };
  const constant = (name, shape, stored, range) => {
    nodes.push({ name, op: 'Const', attr: { dtype: { type: 'DT_FLOAT' }, value: { tensor: { dtype: 'DT_FLOAT', tensorShape: { dim: shape.map(size => ({ size: String(size) })) } } } } });
    return weights.add(name, shape, stored, range);
  };
  const integers = (name, shape, values) => {
    nodes.push({ name, op: 'Const', attr: { dtype: { type: 'DT_INT32' }, value: { tensor: { dtype: 'DT_INT32', tensorShape: { dim: shape.map(size => ({ size: String(size) })) } } } } });
    return weights.integers(name, shape, values);
  };
  const window = (padding, stride = 1, dilation = 1) => ({
    padding: text(padding), strides: longs(1, stride, stride, 1), dilations: longs(1, dilation, dilation, 1), data_format: text('NHWC'),
  });
  const pool = (size, padding, stride) => ({ ...window(padding, stride), ksize: longs(1, size, size, 1) });

  let x = node('Placeholder', 'picture', [], { dtype: { type: 'DT_FLOAT' }, shape: { shape: { dim: [-1, 12, 15, 3].map(size => ({ size: String(size) })) } } });
  x = node('Sub', 'shifted', [node('Mul', 'scaled', [constant('two', []), x]), constant('shift', [3])]);
  x = node('Conv2D', 'conv', [x, constant('conv/w', [3, 3, 3, 6], 'uint8')], window('SAME', 2));
  x = node('BiasAdd', 'conv/biased', [x, constant('conv/b', [6], 'float16')]);
  x = node('FusedBatchNormV3', 'norm', [x, constant('g', [6], 'uint16', positive), constant('b', [6]), constant('m', [6]), constant('v', [6], 'float32', positive)], { epsilon: { f: 0.001 }, is_training: { b: false } });
  const trunk = node('Relu', 'relu', [x]);
  x = node('_FusedConv2D', 'dilated', [trunk, constant('dilated/w', [3, 3, 6, 6], 'float16'), constant('dilated/b', [6])], { ...window('SAME', 1, 2), fused_ops: texts('BiasAdd', 'Relu6'), num_args: { i: '1' }, epsilon: { f: 0 } });
  x = node('AddV2', 'residual', [x, trunk]);
  x = node('DepthwiseConv2dNative', 'depthwise', [x, constant('depthwise/w', [3, 3, 6, 2], 'uint8')], window('SAME', 2));
  x = node('FusedDepthwiseConv2dNative', 'fused_depthwise', [x, constant('fd/w', [3, 3, 12, 1]), constant('fd/b', [12])], { ...window('VALID'), fused_ops: texts('BiasAdd', 'Relu'), num_args: { i: '1' } });
  const squeezed = node('Mean', 'squeeze', [x, integers('axes', [2], [1, 2])], { keep_dims: { b: true } });
  x = node('Mul', 'excited', [node('Sigmoid', 'gate', [squeezed]), x]);
  x = node('Maximum', 'clipped', [node('Minimum', 'below', [x, constant('ceiling', [12], 'float32', positive)]), constant('floor', [])]);
  x = node('RealDiv', 'divided', [x, constant('divisor', [], 'float32', positive)]);
  x = node('Pad', 'padded', [x, integers('pads', [4, 2], [0, 0, 1, 0, 0, 2, 0, 0])]);
  x = node('ConcatV2', 'joined', [node('MaxPool', 'most', [x], pool(3, 'SAME', 1)), node('AvgPool', 'mean', [x], pool(3, 'SAME', 1)), integers('axis', [], [3])]);
  x = node('Identity', 'same', [x]);
  const shaped = node('Add', 'bent', [node('Tanh', 'tanh', [x]), node('Elu', 'elu', [x])]);
  const pixel = node('AvgPool', 'pixel', [shaped], { ...window('VALID'), ksize: longs(1, 2, 4, 1) });
  const vector = node('Squeeze', 'vector', [pixel], { squeeze_dims: longs(1, 2) });
  x = node('_FusedMatMul', 'hidden', [vector, constant('hidden/w', [24, 5]), constant('hidden/b', [5])], { fused_ops: texts('BiasAdd', 'Relu'), num_args: { i: '1' }, transpose_a: { b: false }, transpose_b: { b: false } });
  node('Softmax', 'scores', [node('MatMul', 'product', [x, constant('product/w', [5, 4])], { transpose_a: { b: false }, transpose_b: { b: false } })]);
  node('Mean', 'flat_mean', [shaped, 'axes'], { keep_dims: { b: false } });

  return {
    name: 'graph', height: 12, width: 15, outputs: ['norm', 'residual', 'depthwise', 'divided', 'same', 'bent', 'scores', 'flat_mean'],
    bytes: weights.bytes,
    json: { format: 'graph-model', modelTopology: { node: nodes, library: {}, versions: { producer: 1, minConsumer: 1 } }, weightsManifest: [{ paths: ['weights.bin'], weights: weights.specs }] },
  };
}

export const tinyModels = () => [layersModel(), graphModel()];
