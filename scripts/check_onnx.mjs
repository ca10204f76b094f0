// Compares what ONNX Runtime makes of exported models with nntrain predict: scripts/check_onnx.sh runs it.
//   node check_onnx.mjs NNTRAIN MODULES SCRATCH JOBS
// MODULES holds onnxruntime-node; SCRATCH is an empty folder; JOBS is tests/support/export_jobs.txt.
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';

const [nntrain, modules, scratch, jobsFile] = process.argv.slice(2).map((path) => resolve(path));
const ort = createRequire(join(modules, 'x.js'))('onnxruntime-node');
const TOLERANCE = 1e-12;
// Of ONNX Runtime: what it may fuse grows from level to level.
const LEVELS = ['disabled', 'basic', 'extended', 'all'];

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

/** The opposite. */
function csvOf(rows) {
  const quoted = (cell) => (/[",\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell);
  return rows.map((row) => row.map(quoted).join(',') + '\n').join('');
}

/** A tensor of N x 1 for each column of the model, from rows that are objects by name. */
function feedsOf(session, model, type, rows) {
  const missing = new Set(model.reading.na);
  const feeds = {};
  model.columns.forEach((column, k) => {
    const cells = rows.map((row) => row[column.name]);
    const isText = column.type === 'text';
    const numbers = (list) => list.from(cells, (cell) => (missing.has(cell) ? NaN : Number(cell)));
    const values = isText ? cells : numbers(type === 'float' ? Float32Array : Float64Array);
    const typeOfTensor = isText ? 'string' : type === 'float' ? 'float32' : 'float64';
    feeds[session.inputNames[k]] = new ort.Tensor(typeOfTensor, values, [rows.length, 1]);
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
async function countRefusals(session, model, type, row) {
  const missing = model.reading.na[0];
  let refusals = 0;
  for (const column of model.columns) {
    const isText = column.type === 'text';
    const bad = [];
    if (column.missing.length === 0 && missing !== undefined) bad.push(missing);
    if (isText && model.reading.unseen === 'error') bad.push('no such text');
    if (!isText) bad.push('Infinity');
    for (const cell of bad) {
      const feeds = feedsOf(session, model, type, [row, { ...row, [column.name]: cell }]);
      const isTaken = await session.run(feeds).then(() => true, () => false);
      if (isTaken) throw new Error(`'${cell}' in column '${column.name}' is not refused`);
      ++refusals;
    }
  }
  return refusals;
}

/** The rows with each number of the model's columns rounded to 32 bits. */
function roundedRows(model, [head, ...rows]) {
  const missing = new Set(model.reading.na);
  const isNumber = head.map((name) => model.columns.some((column) => column.name === name && column.type !== 'text'));
  const rounded = (cell, i) => (isNumber[i] && !missing.has(cell) ? String(Math.fround(Number(cell))) : cell);
  return [head, ...rows.map((row) => row.map(rounded))];
}

/** Runs an exported model at each level. Returns the number of predictions, their largest difference from
    predict's, and the number of refused cells. */
async function compare(saved, model, type, table) {
  const onnx = `${saved}.${type}.onnx`;
  const rowsFile = `${saved}.${type}.csv`;
  writeFileSync(rowsFile, csvOf(table));
  run('export', saved, '--to', 'onnx', '--input', type, '--output', onnx);
  // without the header, and without row, split and target
  const predictions = parseCsv(run('predict', saved, '--data', rowsFile)).slice(1).map((row) => row.slice(3));
  const [head, ...cells] = table;
  const rows = cells.map((row) => Object.fromEntries(row.map((cell, i) => [head[i], cell])));
  if (rows.length === 0 || predictions.length !== rows.length) throw new Error('not every row is predicted');
  const isClass = model.target.classes.length > 0;
  const expected = predictions.flatMap((row) => row.slice(isClass ? 1 : 0)).map(Number);

  let most = 0;
  let refusals = 0;
  for (const level of LEVELS) {
    const place = `${type}, optimization ${level}`;
    const session = await ort.InferenceSession.create(onnx, { logSeverityLevel: 4, graphOptimizationLevel: level });
    const results = await session.run(feedsOf(session, model, type, rows));
    const difference = largestDifference(results[session.outputNames.at(-1)].data, expected);
    if (!(difference <= TOLERANCE)) throw new Error(`${place}: numbers differ by ${difference}`);
    most = Math.max(most, difference);
    if (isClass) {
      const labels = results[session.outputNames[0]].data;
      const wrong = predictions.findIndex((row, i) => row[0] !== labels[i]);
      if (wrong >= 0) {
        throw new Error(`${place}: row ${wrong}: label '${labels[wrong]}' instead of '${predictions[wrong][0]}'`);
      }
    }
    refusals += await countRefusals(session, model, type, rows[0]);
  }
  return [expected.length, most, refusals];
}

async function check(name, data, other, flags) {
  const saved = join(scratch, `${name}.json`);
  run('--data', data, '--quiet', '--print', 'stop', '--save', saved, ...flags);
  const model = JSON.parse(readFileSync(saved, 'utf8'));
  const table = parseCsv(readFileSync(other === '=' ? data : other, 'utf8'));
  const [numbers, most, refusals] = await compare(saved, model, 'double', table);
  const [, mostFloat, refusalsFloat] = await compare(saved, model, 'float', roundedRows(model, table));
  const difference = Math.max(most, mostFloat).toExponential(1);
  return `${numbers} numbers differ by at most ${difference}; ${refusals + refusalsFloat} cells refused`;
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
