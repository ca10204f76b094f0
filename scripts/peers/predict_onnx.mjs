// Predicts the rows of a CSV by an exported model in ONNX Runtime. Prints the seconds within its calls (start, reading,
// making tensors and writing apart) and how many rows it predicted.
//   node predict_onnx.mjs MODULES MODEL CSV THREADS
// MODULES holds onnxruntime-node. The inputs of MODEL are double, one for each column of
// numbers.
import { createReadStream } from 'node:fs';
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';
import { performance } from 'node:perf_hooks';
import { createInterface } from 'node:readline';

const ROWS_AT_A_TIME = 16384;
const [modules, modelPath, csvPath] = process.argv.slice(2, 5).map((path) => resolve(path));
const ort = createRequire(join(modules, 'x.js'))('onnxruntime-node');
const session = await ort.InferenceSession.create(modelPath, {
  intraOpNumThreads: Number(process.argv[5]),
  interOpNumThreads: 1,
});

let names;
let columns;
let count = 0;
let rows = 0;
let milliseconds = 0;

async function predict() {
  if (count === 0) return;
  const feeds = {};
  for (const name of session.inputNames) {
    feeds[name] = new ort.Tensor('float64', columns[names.indexOf(name)].slice(0, count), [count, 1]);
  }
  const begun = performance.now();
  const results = await session.run(feeds);
  milliseconds += performance.now() - begun;
  rows += results[session.outputNames.at(-1)].dims[0];
  count = 0;
}

for await (const line of createInterface({ input: createReadStream(csvPath), crlfDelay: Infinity })) {
  const cells = line.split(',');
  if (!names) {
    names = cells;
    columns = names.map(() => new Float64Array(ROWS_AT_A_TIME));
    continue;
  }
  cells.forEach((cell, k) => { columns[k][count] = Number(cell); });
  if (++count === ROWS_AT_A_TIME) await predict();
}
await predict();
console.log(`${(milliseconds / 1000).toFixed(6)}\t${rows}`);
