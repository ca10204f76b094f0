// Looks at pictures, films and report pages in a browser: scripts/check_pages.sh runs it.
//   node check_pages.mjs MODULES SCRATCH NNTRAIN [--short]
//   node check_pages.mjs MODULES SCRATCH --self-test
// MODULES holds the packages of npm; SCRATCH is an empty folder.
import { basename, resolve } from 'node:path';
import { Reader } from './pages/browser.mjs';
import { checkFilm } from './pages/film.mjs';
import { filmJobs, pictureJobs, reportJobs, stillsOf } from './pages/jobs.mjs';
import { checkPicture } from './pages/picture.mjs';
import { checkReport } from './pages/report.mjs';
import { selfTest } from './pages/self_test.mjs';

const [modules, scratch] = process.argv.slice(2, 4).map((path) => resolve(path));
const [what, extent] = process.argv.slice(4);
const checks = [[pictureJobs, checkPicture], [filmJobs, checkFilm], [reportJobs, checkReport]];

/** Prints the line of a page. Returns whether it is as it shall be. */
function tell(name, findings, facts) {
  console.log(`${findings.length ? 'FAILED' : 'ok    '} ${name}${facts ? `: ${facts}` : ''}`);
  for (const finding of findings) console.log(`         ${finding}`);
  return findings.length === 0;
}

/** Makes what the job says, and checks it. A command that fails is a finding, too. */
async function isSound(reader, job, check) {
  try {
    const file = job.make();
    const { findings, facts } = await check(reader, file, { ...job, stills: stillsOf(file) });
    return tell(`${basename(file)} (${job.name})`, findings, facts);
  } catch (error) {
    return tell(job.name, [error.stderr?.trim() || error.stack]);
  }
}

const reader = await Reader.launch(modules, scratch);
let failures = 0, count = 0;
try {
  if (what === '--self-test') {
    ({ failures, count } = await selfTest(reader, scratch, tell));
  } else {
    for (const [jobsOf, check] of checks) {
      for (const job of jobsOf(resolve(what), scratch).filter((each) => !extent || each.isShort)) {
        count += 1;
        if (!(await isSound(reader, job, check))) failures += 1;
      }
    }
  }
} finally {
  await reader.close();
}
console.log(`check_pages: ${failures} of ${count} failed`);
process.exitCode = failures ? 1 : 0;
