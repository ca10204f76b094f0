// Films: whether a browser shows one frame at a time, each another, and the last one where nothing moves.
import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { look as lookAtPicture, wellFormed } from './picture.mjs';

/** In the page: stops the film. Returns the times at which anything changes, in seconds, and how long it lasts. */
function stop() {
  const root = document.documentElement;
  root.pauseAnimations();
  const seconds = (text) => parseFloat(text) * (/ms$/.test(text) ? 0.001 : /min$/.test(text) ? 60 : 1);
  const times = new Set([0]);
  let end = 0;
  for (const change of root.querySelectorAll('animate, set')) {
    const begin = seconds(change.getAttribute('begin') ?? '0');
    const lasts = change.hasAttribute('dur') ? seconds(change.getAttribute('dur')) : 0;
    const shares = (change.getAttribute('keyTimes') ?? '0').split(';').map(Number);
    for (const share of shares) times.add(begin + share * lasts);
    end = Math.max(end, begin + lasts);
  }
  const { width, height } = root.getBoundingClientRect();
  return { times: [...times].filter((time) => time < end || time === 0).sort((a, b) => a - b), end,
    width: Math.ceil(width), height: Math.ceil(height) };
}

/** In the page: the iterations that are told at this time, and how many parts that come and go are shown. */
function tellAt(time) {
  const root = document.documentElement;
  if (time !== null) root.setCurrentTime(time);
  const isShown = (element) => {
    for (let e = element; e; e = e.parentElement) if (getComputedStyle(e).display === 'none') return false;
    return true;
  };
  const told = [...root.querySelectorAll('text')].filter(isShown)
    .map((text) => /\biteration\s+(\d[\d,]*)/.exec(text.textContent)).filter(Boolean)
    .map(([, number]) => Number(number.replaceAll(',', '')));
  const parts = new Set([...root.querySelectorAll('animate, set')].map((change) => change.parentElement));
  return { told, parts: [...parts].filter(isShown).length };
}

/** In the page: hides what is written, as that alone always differs. */
function hideWords() {
  const style = document.createElementNS('http://www.w3.org/2000/svg', 'style');
  style.textContent = 'text { display: none !important }';
  document.documentElement.append(style);
}

/**
 * The look of the picture of one frame, or '' if there is none. `stills` is the name of these files, with %d for the
 * iteration.
 */
async function stillOf(reader, stills, iteration, width, height) {
  const name = new RegExp(`^${basename(stills).replace('.', '\\.').replace('%d', `0*${iteration}`)}$`);
  const file = readdirSync(dirname(stills)).find((each) => name.test(each));
  if (!file) return '';
  const { seen } = await reader.read(join(dirname(stills), file), {}, async (page) => {
    await page.setViewport({ width, height });
    return page.screenshot({ encoding: 'base64' });
  });
  return seen;
}

async function play(reader, page, { last, every, stills }) {
  const findings = [];
  const { times, end, width, height } = await page.evaluate(stop);
  await page.setViewport({ width, height });
  if (end <= 0) return { findings: ['nothing moves'], frames: 0 };
  // In the middle of what stands still, and just as it changes.
  const moments = times.flatMap((time, i) => [time, (time + (times[i + 1] ?? end)) / 2]);
  const frames = [];
  for (const time of moments) {
    const { told, parts } = await page.evaluate(tellAt, time);
    if (told.length !== 1) findings.push(`at ${time.toFixed(3)} s ${told.length} iterations are told`);
    if (parts === 0) findings.push(`at ${time.toFixed(3)} s no part of a frame is shown`);
    if (told.length === 1 && frames.at(-1)?.iteration !== told[0]) frames.push({ time, iteration: told[0] });
  }
  const expected = Array.from({ length: Math.ceil(last / every) }, (_, i) => i * every).concat(last);
  const iterations = frames.map((frame) => frame.iteration);
  if (String(iterations) !== String(expected)) findings.push(`tells the iterations ${iterations}, not ${expected}`);
  for (const k of [0, frames.length >> 1, frames.length - 1]) {
    const time = frames[k]?.time ?? 0;
    await page.evaluate(tellAt, time);
    const { findings: seen } = await lookAtPicture(reader, page);
    findings.push(...seen.map((finding) => `at ${time.toFixed(3)} s: ${finding}`));
    if (!stills || !frames[k]) continue;
    const still = await stillOf(reader, stills, frames[k].iteration, width, height);
    if (still !== await page.screenshot({ encoding: 'base64' })) {
      findings.push(`iteration ${frames[k].iteration} looks otherwise than its own picture`);
    }
  }
  await page.evaluate(hideWords);
  const shots = [];
  for (const k of [0, frames.length >> 1, frames.length - 1]) {
    await page.evaluate(tellAt, frames[k]?.time ?? 0);
    shots.push(await page.screenshot({ encoding: 'base64' }));
  }
  if (new Set(shots).size < 3) findings.push('the first, the middle and the last frame look alike');
  return { findings, frames: frames.length };
}

/** Whether the last frame is the one that stands. `page` shows a film that does not play. */
async function standsAt(page, time, last, where) {
  const { told } = await page.evaluate(tellAt, time);
  return String(told) === String(last) ? [] : [`${where} it tells the iterations ${told}, not ${last}`];
}

export async function checkFilm(reader, file, job) {
  const findings = wellFormed(file);
  if (findings.length) return { findings };
  const text = readFileSync(file, 'utf8');
  let count = 0;
  for (const scheme of ['light', 'dark']) {
    const what = { ...job, stills: scheme === 'light' ? job.stills : null };
    const { seen, findings: noise } = await reader.read(file, { scheme }, (page) => play(reader, page, what));
    findings.push(...[...noise, ...seen.findings].map((finding) => `${scheme}: ${finding}`));
    count = seen.frames;
  }
  const still = file.replace(/\.svg$/, '-without-smil.svg');
  writeFileSync(still, text.replaceAll(/<(animate|set)\b[^>]*\/>/g, ''));
  const { seen } = await reader.read(still, {}, (page) => standsAt(page, null, job.last, 'without SMIL'));
  findings.push(...seen);
  for (const [settings, where] of [[{ motion: 'reduce' }, 'for readers who want no motion'],
    [{ media: 'print' }, 'on paper']]) {
    const { seen: stands } = await reader.read(file, settings, (page) => standsAt(page, 0, job.last, where));
    findings.push(...stands);
  }
  return { findings, facts: `${count} frames, ${Math.round(text.length / 1000)} kB` };
}
