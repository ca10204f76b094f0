// Pictures: whether all that is drawn can be seen and read, in light and dark.
import { execFileSync } from 'node:child_process';
import { textFindings } from './texts.mjs';

const CONTRAST = 3;  // of lines and marks, which are no texts: WCAG 2.2, 1.4.11

/**
 * In the page: what is wrong with what is drawn, and the size of the picture. In the group of a panel, all that stands
 * in front of its axes (a path of class nn-a, from the top of the y axis to the right of the x axis) shows data.
 */
function drawnShapes(leastContrast) {
  const root = document.documentElement;
  const findings = [];
  const ids = [...root.querySelectorAll('[id]')].map((element) => element.id);
  const twice = ids.find((id, i) => ids.indexOf(id) !== i);
  if (twice) findings.push(`the id ${twice} is there twice`);
  for (const title of root.querySelectorAll('title')) {
    if (!title.textContent.trim()) findings.push('a mark has an empty value');
  }
  const say = (element) => element.cloneNode().outerHTML.replace(/ xmlns="[^"]*"/, '').slice(0, 90);
  const isShape = (element) => element.matches('path, rect, circle, line, polyline, polygon, use') &&
    !element.matches('.nn-bg, defs *');
  const luminance = (colour) => {
    const [r, g, b] = colour.match(/[\d.]+/g).map((v) => v / 255)
      .map((v) => (v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const contrast = (a, b) => (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
  const ground = root.querySelector('.nn-bg');
  const behind = ground && luminance(getComputedStyle(ground).fill);
  if (!ground) findings.push('no background (.nn-bg) is found');
  let axesFound = 0;
  const pale = new Set();
  for (const axes of root.querySelectorAll('path.nn-a')) {
    const numbers = /^M(\S+) (\S+)V(\S+)H(\S+?)(?=M|$)/.exec(axes.getAttribute('d'))?.slice(1).map(Number);
    if (!numbers) continue;
    axesFound += 1;
    const [left, top, bottom, right] = numbers;
    for (const shape of (axes.closest('svg > g') ?? axes.parentNode).querySelectorAll('*')) {
      if (shape === axes) break;
      if (!isShape(shape) || !shape.getClientRects().length) continue;  // such as the line for the other theme
      const box = shape.getBBox();
      const isMark = shape.matches('use, .nn-hit circle');  // whose middle counts
      const [x, y, w, h] = isMark ? [box.x + box.width / 2, box.y + box.height / 2, 0, 0]
        : [box.x, box.y, box.width, box.height];
      // An end across a whisker may be broader than the axis allows.
      const slack = shape.matches('.nn-b, .nn-i') ? 3.5 : 0.6;
      const out = Math.max(left - x, top - y, x + w - right, y + h - bottom);
      if (out > slack) findings.push(`${out.toFixed(1)} px outside the axes: ${say(shape)}`);
      const style = getComputedStyle(shape);
      const line = shape.closest('.nn-l, .nn-b, .nn-o'), area = shape.closest('.nn-d');
      if (behind === null || (!line && !area) || shape.closest('.nn-u')) continue;  // nn-u: has an outline
      const found = contrast(luminance(area ? style.fill : style.stroke), behind);
      if (found < leastContrast) pale.add(`a contrast of only ${found.toFixed(2)}: ${say(line ?? area)}`);
    }
  }
  // Else what is above would find nothing, were the names other ones. A network (nn-e0: its nodes) has no axes.
  if (!axesFound && !root.querySelector('.nn-e0')) findings.push('no axes (path.nn-a) are found');
  const frame = root.getBoundingClientRect();
  return { findings: [...findings, ...pale], width: Math.ceil(frame.width), height: Math.ceil(frame.height) };
}

/** The mean brightness of a screenshot, from 0 to 1. */
async function brightness(png) {
  const bytes = Uint8Array.from(atob(png), (c) => c.charCodeAt(0));
  const canvas = new OffscreenCanvas(1, 1).getContext('2d');
  canvas.drawImage(await createImageBitmap(new Blob([bytes])), 0, 0, 1, 1);
  return canvas.getImageData(0, 0, 1, 1).data.slice(0, 3).reduce((sum, v) => sum + v, 0) / 765;
}

export async function look(reader, page) {
  const { findings, width, height } = await page.evaluate(drawnShapes, CONTRAST);
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
