// What is looked at: commands of nntrain that make pictures, films and report pages.
import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { evilTable, longClassTable, oneRowTable } from './tables.mjs';

const NOTES = ['--data', 'data/banknotes.txt'];
const TWO = [...NOTES, '--features', 'variance,entropy'];
const ORCHARD = ['--data', 'data/orchard.csv', '--missing', 'drop', '--scale', 'standard'];
const PARTS = ['--validation-fraction', '0.2', '--test-fraction', '0.2'];
const ENTROPY = [...NOTES, '--target', 'entropy', '--optimizer', 'lbfgs', '--iterations', '50'];

/** Runs nntrain, in the top folder. `codes` are the exit statuses that are right. */
function run(nntrain, words, codes = [0]) {
  try {
    return execFileSync(nntrain, words, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'], maxBuffer: 2 ** 28 });
  } catch (error) {
    if (codes.includes(error.status)) return error.stdout;
    throw error;
  }
}

/** Functions that write what jobs need into the folder, and return its path. */
function makers(nntrain, folder) {
  const train = (...words) => run(nntrain, ['train', ...words, '--quiet']);
  const table = (name, text) => {
    const path = join(folder, name);
    writeFileSync(path, text);
    return path;
  };
  return {
    train, table,
    path: (name) => join(folder, name),
    model: (name, ...words) => {
      train(...words, '--save', join(folder, name));
      return join(folder, name);
    },
    result: (name, ...words) => table(name, run(nntrain, [...words, '--quiet', '--format', 'json'])),
    sweep: (name, ...words) => {
      run(nntrain, ['sweep', ...words, '--results', join(folder, name), '--quiet']);
      return join(folder, name);
    },
  };
}

/** The name of the pictures of a film's frames. */
export const stillsOf = (film) => film.replace(/\.svg$/, '-%d.svg');

/** A job for each entry [name, words, isShort]: the words make a file of this name and ending. */
function jobsOf(nntrain, folder, kind, flag, ending, entries) {
  mkdirSync(join(folder, kind));
  const tools = makers(nntrain, join(folder, kind));
  return entries.map(([name, words, isShort = false, codes = [0], extra = {}]) => ({
    name: `${kind} ${name}`, isShort, ...extra,
    make: () => {
      const file = tools.path(`${name.replaceAll(/[ ,]+/g, '-')}${ending}`);
      const all = typeof words === 'function' ? words(tools) : words;
      run(nntrain, [...all, all[0] === 'plot' ? '--output' : flag, file], codes);
      if (kind === 'film') run(nntrain, [...all, flag, stillsOf(file)], codes);
      return file;
    },
  }));
}

export function pictureJobs(nntrain, folder) {
  const quiet = (...words) => ['train', ...words, '--quiet'];
  const panels = (list) => ['--plot-panels', list];
  return jobsOf(nntrain, folder, 'picture', '--plot', '.svg', [
    ['two features', quiet(...TWO, '--iterations', '2000', ...PARTS), true],
    ['four features', quiet(...NOTES, ...PARTS)],
    ['one feature', quiet(...NOTES, '--features', 'variance', '--iterations', '300')],
    ['three classes', quiet(...ORCHARD, '--learning-rate', '1', '--test-fraction', '0.25')],
    ['regression', quiet(...ENTROPY, ...PARTS)],
    ['regression of one feature', quiet(...ENTROPY, '--features', 'variance')],
    ['one row', (tools) => quiet('--data', tools.table('one.csv', oneRowTable()), '--task', 'regress')],
    ['xnor', quiet('--data', 'data/xnor.csv', '--iterations', '3000')],
    ['nine long classes', (tools) => quiet('--data', tools.table('nine.csv', longClassTable()), '--scale',
      'standard', '--optimizer', 'lbfgs', '--iterations', '60', '--test-fraction', '0.3'), true],
    ['evil names', (tools) => quiet('--data', tools.table('evil.csv', evilTable()), '--iterations', '20')],
    ['table of two features', ['plot', 'data/banknotes.txt', '--plot-features', 'variance,entropy']],
    ['model', (tools) => ['plot', tools.model('m.json', ...TWO)]],
    ['log', (tools) => {
      tools.train(...TWO, ...PARTS, '--log', tools.path('log.csv'));
      return ['plot', tools.path('log.csv')];
    }],
    ['sweep lines', (tools) => ['plot', tools.sweep('lines.csv', ...ORCHARD, '--folds', '5', '--iterations', '60',
      '--grid', 'hidden=2;5;16,8', '--grid', 'learning-rate=0.001;0.01;0.1;0.3', '--select', 'accuracy')]],
    ['sweep map', (tools) => ['plot', tools.sweep('map.csv', ...ORCHARD, '--iterations', '60',
      '--validation-fraction', '0.3', '--grid', 'l2=0;0.01;0.1', '--grid', 'learning-rate=0.01;0.1;0.3', '--select',
      'accuracy'), ...panels('map,parallel')]],
    ['sweep histogram', (tools) => ['plot', tools.sweep('starts.csv', ...TWO, '--iterations', '100',
      '--validation-fraction', '0.2', '--grid', 'seed=1..40', '--select', 'accuracy'), ...panels('histogram')]],
    ['cv', ['cv', ...NOTES, '--folds', '5', '--iterations', '200', '--quiet']],
    ['spread of cv', ['cv', ...NOTES, '--folds', '5', '--iterations', '200', '--quiet', ...panels('spread')]],
    ['network', quiet(...ORCHARD, '--hidden', '5', ...panels('network'))],
    ['network as boxes', quiet(...NOTES, '--hidden', '80,60', '--iterations', '5', ...panels('network'))],
    ['network with long names', (tools) => quiet('--data', tools.table('nine2.csv', longClassTable()), '--scale',
      'standard', '--iterations', '20', ...panels('network'))],
    ['units', quiet(...TWO, '--hidden', '6', '--iterations', '2000', ...panels('units'))],
  ]);
}

export function filmJobs(nntrain, folder) {
  const quiet = (every, ...words) => ['train', ...words, '--quiet', '--plot-every', every];
  const of = (last, every) => ({ last, every });
  return jobsOf(nntrain, folder, 'film', '--plot-film', '.svg', [
    ['two features', quiet('50', ...TWO, '--iterations', '600', ...PARTS), true, [0], of(600, 50)],
    ['four features', quiet('30', ...NOTES, '--iterations', '100'), false, [0], of(100, 30)],
    ['three classes', quiet('20', ...ORCHARD, '--iterations', '100'), false, [0], of(100, 20)],
    ['regression', quiet('10', ...ENTROPY), false, [0], of(50, 10)],
    ['network', quiet('25', ...TWO, '--iterations', '100', '--plot-panels', 'units,network,accuracy'), false, [0],
      of(100, 25)],
    ['evil names', (tools) => quiet('5', '--data', tools.table('evil.csv', evilTable()), '--iterations', '20'),
      false, [0], of(20, 5)],
  ]);
}

export function reportJobs(nntrain, folder) {
  const grid = ['--grid', 'hidden=2;5', '--grid', 'learning-rate=0.01;0.1;0.3', '--select', 'accuracy'];
  return jobsOf(nntrain, folder, 'report', '--report', '.html', [
    ['train two features', ['train', ...TWO, ...PARTS, '--quiet'], true],
    ['train four features', ['train', ...NOTES, ...PARTS]],
    ['train three classes', ['train', ...ORCHARD, '--test-fraction', '0.25']],
    ['train regression', ['train', ...ENTROPY, ...PARTS]],
    ['train seeds', ['train', ...TWO, ...PARTS, '--seeds', '1..5', '--iterations', '100']],
    ['train failed assert', ['train', ...TWO, '--iterations', '20', '--assert', 'accuracy >= 0.999'], false, [1]],
    ['train diverged', ['train', ...ENTROPY.slice(0, 4), '--learning-rate', '1e6', '--iterations', '500'], false,
      [0, 1, 2, 3, 4, 5]],
    ['train nine long classes', (tools) => ['train', '--data', tools.table('nine.csv', longClassTable()), '--scale',
      'standard', '--optimizer', 'lbfgs', '--iterations', '60', '--test-fraction', '0.3']],
    ['train evil names', (tools) => ['train', '--data', tools.table('<b>\'"&.csv', evilTable()), '--iterations', '20']],
    ['evaluate', (tools) => ['evaluate', tools.model('model.json', ...TWO), '--data', 'data/banknotes.txt']],
    ['cv', ['cv', ...NOTES, '--folds', '5', '--iterations', '200', '--quiet']],
    ['cv evil names', (tools) => ['cv', '--data', tools.table('evil2.csv', evilTable()), '--folds', '3',
      '--iterations', '20']],
    ['compare', (tools) => ['compare',
      tools.result('two.json', 'cv', ...TWO, '--folds', '5', '--iterations', '200'),
      tools.result('four.json', 'cv', ...NOTES, '--folds', '5', '--iterations', '200')]],
    ['sweep', (tools) => ['sweep', ...TWO, '--iterations', '100', '--folds', '3', ...grid, '--results',
      tools.path('results.csv')]],
    ['check', ['check', 'data/orchard.csv'], false, [0, 1]],
    ['check evil names', (tools) => ['check', tools.table('evil3.csv', evilTable())], false, [0, 1]],
  ]);
}
