// Compares what ONNX Runtime makes of exported models with nntrain predict: scripts/check_onnx.sh runs it.
//   node check_onnx.mjs NNTRAIN MODULES SCRATCH JOBS
// MODULES holds onnxruntime-node; SCRATCH is an empty folder; JOBS is tests/support/export_jobs.txt.
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';

const [nntrain, modules, scratch, jobsFile] = process.argv.slice(2).map((path) => resolve(path));
const ort = createRequire(join(modules, 'x.js'))('onnxruntime-node');
const TOLERANCE = 1e-12;

const run = (...words) => execFileSync(nntrain, words, { encoding: 'utf8', maxBuffer: 2 ** 28 });

/** Rows of cells; the first one holds the names. */
function parseCsv(text) {
  const rows = [];
  let row = [];
  for (const [, quoted, plain, end] of text.matchAll(/(?:"((?:[^"]|"")*)"|([^",\n]*))(,|\n)/g)) {
    row.push(quoted === undefined ? plain : quoted.replaceAll('""', '"'));
    if (end === '\n') rows.push(row.splice(0));
  }
  return rows;
}

/** A tensor of N x 1 for each column of the model, from rows that are objects by name. */
function feedsOf(session, model, rows) {
  const missing = new Set(model.reading.na);
  const feeds = {};
  model.columns.forEach((column, k) => {
    const cells = rows.map((row) => row[column.name]);
    const isText = column.type === 'text';
    const values = isText ? cells : Float64Array.from(cells, (cell) => (missing.has(cell) ? NaN : Number(cell)));
    feeds[session.inputNames[k]] = new ort.Tensor(isText ? 'string' : 'float64', values, [rows.length, 1]);
  });
  return feeds;
}

/** The largest difference of two lists of numbers; of numbers above 1 relative to the expected one. */
function largestDifference(actual, expected) {
  if (actual.length !== expected.length) throw new Error(`${actual.length} numbers instead of ${expected.length}`);
  return expected.reduce((most, number, i) => {
    const difference = Math.abs(actual[i] - number) / Math.max(1, Math.abs(number));
    return difference <= most ? most : difference;  // NaN stays
  }, 0);
}

/** Every cell in turn is replaced by one that the model has no answer to: the runtime is to refuse it. */
async function countRefusals(session, model, row) {
  const missing = model.reading.na[0];
  let refusals = 0;
  for (const column of model.columns) {
    const isText = column.type === 'text';
    const bad = [];
    if (column.missing.length === 0 && missing !== undefined) bad.push(missing);
    if (isText && model.reading.unseen === 'error') bad.push('no such text');
    if (!isText) bad.push('Infinity');
    for (const cell of bad) {
      const feeds = feedsOf(session, model, [row, { ...row, [column.name]: cell }]);
      const isTaken = await session.run(feeds).then(() => true, () => false);
      if (isTaken) throw new Error(`'${cell}' in column '${column.name}' is not refused`);
      ++refusals;
    }
  }
  return refusals;
}

async function check(name, data, other, flags) {
  const saved = join(scratch, `${name}.json`);
  const onnx = join(scratch, `${name}.onnx`);
  const rowsFile = other === '=' ? data : other;
  run('--data', data, '--quiet', '--print', 'stop', '--save', saved, ...flags);
  run('export', saved, '--to', 'onnx', '--output', onnx);
  // without the header, and without row, split and target
  const predictions = parseCsv(run('predict', saved, '--data', rowsFile)).slice(1).map((row) => row.slice(3));
  const model = JSON.parse(readFileSync(saved, 'utf8'));
  const [head, ...cells] = parseCsv(readFileSync(rowsFile, 'utf8'));
  const rows = cells.map((row) => Object.fromEntries(row.map((cell, i) => [head[i], cell])));
  if (rows.length === 0 || predictions.length !== rows.length) throw new Error('not every row is predicted');

  const session = await ort.InferenceSession.create(onnx, { logSeverityLevel: 4 });
  const results = await session.run(feedsOf(session, model, rows));
  const isClass = model.target.classes.length > 0;
  const numbers = results[session.outputNames.at(-1)].data;
  const expected = predictions.flatMap((row) => row.slice(isClass ? 1 : 0)).map(Number);
  const difference = largestDifference(numbers, expected);
  if (!(difference <= TOLERANCE)) throw new Error(`numbers differ by ${difference}`);
  if (isClass) {
    const labels = results[session.outputNames[0]].data;
    const wrong = predictions.findIndex((row, i) => row[0] !== labels[i]);
    if (wrong >= 0) throw new Error(`row ${wrong}: label '${labels[wrong]}' instead of '${predictions[wrong][0]}'`);
  }
  const refusals = await countRefusals(session, model, rows[0]);
  return `${expected.length} numbers differ by at most ${difference.toExponential(1)}; ${refusals} cells refused`;
}

const jobs = readFileSync(jobsFile, 'utf8').split('\n').filter((line) => line !== '' && !line.startsWith('#'));
let failed = 0;
for (const job of jobs) {
  const [name, data, other, ...flags] = job.split(/ +/).filter((word) => word !== '');
  try {
    console.log(`${name}: ${await check(name, data, other, flags)}`);
  } catch (error) {
    console.log(`${name}: FAILED: ${error.message}`);
    ++failed;
  }
}
if (jobs.length === 0) console.log('check_onnx: there are no jobs');
console.log(`check_onnx: ${jobs.length - failed} of ${jobs.length} models agree (ONNX Runtime ${ort.env.versions?.node})`);
process.exit(failed > 0 || jobs.length === 0 ? 1 : 0);
