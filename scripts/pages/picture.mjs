// Pictures: whether all that is drawn can be seen and read, in light and dark.
import { execFileSync } from 'node:child_process';
import { textFindings } from './texts.mjs';

/** In the page: what is wrong with marks, and the size of the picture. */
function drawnShapes() {
  const findings = [];
  const root = document.documentElement;
  const ids = [...root.querySelectorAll('[id]')].map((element) => element.id);
  const twice = ids.find((id, i) => ids.indexOf(id) !== i);
  if (twice) findings.push(`the id ${twice} is there twice`);
  const frame = root.getBoundingClientRect();
  return { findings, width: Math.ceil(frame.width), height: Math.ceil(frame.height) };
}

/** The mean brightness of a screenshot, from 0 to 1. */
async function brightness(png) {
  const bytes = Uint8Array.from(atob(png), (c) => c.charCodeAt(0));
  const canvas = new OffscreenCanvas(1, 1).getContext('2d');
  canvas.drawImage(await createImageBitmap(new Blob([bytes])), 0, 0, 1, 1);
  return canvas.getImageData(0, 0, 1, 1).data.slice(0, 3).reduce((sum, v) => sum + v, 0) / 765;
}

export async function look(reader, page) {
  const { findings, width, height } = await page.evaluate(drawnShapes);
  await page.setViewport({ width: Math.max(width, 100), height: Math.max(height, 100) });
  const { findings: unread, texts } = await textFindings(reader, page);
  const png = await page.screenshot({ encoding: 'base64' });
  const light = await reader.compute(brightness, png);
  return { findings: [...findings, ...unread], texts: texts.length, light };
}

export const wellFormed = (file) => {
  try {
    execFileSync('xmllint', ['--noout', '--nonet', file], { encoding: 'utf8', stdio: 'pipe' });
    return [];
  } catch (error) {
    return [`xmllint: ${error.stderr.trim().split('\n')[0]}`];
  }
};

export async function checkPicture(reader, file) {
  const findings = wellFormed(file);
  if (findings.length) return { findings };
  let facts = '';
  for (const scheme of ['light', 'dark']) {
    const { seen, findings: noise } = await reader.read(file, { scheme }, (page) => look(reader, page));
    if ((seen.light > 0.5) !== (scheme === 'light')) seen.findings.push('does not look so');
    findings.push(...[...noise, ...seen.findings].map((finding) => `${scheme}: ${finding}`));
    facts = `${seen.texts} texts`;
  }
  return { findings, facts };
}
