// Pictures as { width, height, pixels }: bytes, red, green, blue, row by row.

export function readPpm(file) {
  const [header, width, height] = /^P6\s(\d+)\s(\d+)\s255\s/.exec(file.toString('latin1', 0, 40));
  return { width: Number(width), height: Number(height), pixels: file.subarray(header.length) };
}

// To the box, four shares of the picture's sides, and what is left around it: the corners go outwards to whole pixels, and stay in the picture.
export function crop({ width, height, pixels }, [xMin, yMin, xMax, yMax], margin) {
  const around = margin * Math.max((xMax - xMin) * width, (yMax - yMin) * height);
  const [left, top] = [Math.max(0, Math.floor(xMin * width - around)), Math.max(0, Math.floor(yMin * height - around))];
  const [right, bottom] = [Math.min(width, Math.ceil(xMax * width + around)), Math.min(height, Math.ceil(yMax * height + around))];
  if (right - left < 2 || bottom - top < 2) throw new Error('the box leaves nothing of the picture');
  const rows = Array.from({ length: bottom - top }, (_, y) => pixels.subarray(3 * ((top + y) * width + left), 3 * ((top + y) * width + right)));
  return { width: right - left, height: bottom - top, pixels: Buffer.concat(rows) };
}

// The filter 'triangle' of docs/model-file.md, rows first. Sums are float32, as TransferKit's are, so that bytes are equal. A picture of three times the
// size and more would be averaged in whole pixels first.
export function stretch(picture, width, height) {
  if (picture.width >= 3 * width || picture.height >= 3 * height) throw new Error('a picture of three times the size is not written here');
  const [down, across] = [triangle(picture.height, height), triangle(picture.width, width)];
  const result = Buffer.alloc(3 * width * height);
  const line = new Float32Array(3 * picture.width);
  down.forEach((rows, y) => {
    for (let at = 0; at < line.length; at++) line[at] = average(rows, row => picture.pixels[3 * row * picture.width + at], 0);
    across.forEach((columns, x) => {
      for (let channel = 0; channel < 3; channel++) result[3 * (y * width + x) + channel] = average(columns, column => line[3 * column + channel], 0.5);
    });
  });
  return { width, height, pixels: result };
}

function triangle(input, output) {
  const step = input / output;
  const radius = Math.max(1, step);
  return Array.from({ length: output }, (_, place) => {
    const centre = (place + 0.5) * step;
    const [first, end] = [Math.max(0, Math.floor(centre - radius + 0.5)), Math.min(input, Math.floor(centre + radius + 0.5))];
    const heights = Array.from({ length: end - first }, (_, k) => Math.max(0, 1 - Math.abs(first + k + 0.5 - centre) / radius));
    const sum = heights.reduce((a, b) => a + b, 0);
    return { first, weights: heights.map(height => Math.fround(height / sum)) };
  });
}

function average({ first, weights }, value, start) {
  return weights.reduce((sum, weight, k) => Math.fround(sum + Math.fround(value(first + k) * weight)), start);
}
