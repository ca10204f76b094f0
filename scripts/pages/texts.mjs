// Texts in SVG: whether each can be read.
const SMALLEST = 10;      // px
const CONTRAST = 4.5;     // WCAG 2.2, 1.4.3: level AA
const SLACK = 1;          // px by which boxes of texts, which are higher than their letters, may overlap
const READABLE = 0.8;     // the share of the pixels behind a text that it must stand out from; lines may cross it

/** In the page: what is written in SVGs, with corners on the page, size, color and halo. */
function drawnTexts() {
  const place = (svg, box, matrix) => {
    const { x, y, width, height } = box;
    return [[x, y], [x + width, y], [x + width, y + height], [x, y + height]].map(([a, b]) => {
      const at = new DOMPoint(a, b).matrixTransform(matrix);
      return [at.x + scrollX, at.y + scrollY];
    });
  };
  const opacityOf = (element) => {
    let share = 1;
    for (let e = element; e instanceof Element; e = e.parentElement) share *= Number(getComputedStyle(e).opacity);
    return share;
  };
  const texts = [];
  [...document.querySelectorAll('svg')].filter((svg) => !svg.ownerSVGElement).forEach((svg, k) => {
    const frame = svg.getBoundingClientRect();
    for (const text of svg.querySelectorAll('text')) {
      const style = getComputedStyle(text);
      if (!text.textContent.trim() || !text.getClientRects().length || style.visibility !== 'visible') continue;
      const matrix = text.getScreenCTM();
      const scale = Math.sqrt(Math.abs(matrix.a * matrix.d - matrix.b * matrix.c));
      const hasHalo = style.stroke !== 'none' && style.paintOrder.startsWith('stroke') &&
        parseFloat(style.strokeWidth) >= 2;
      texts.push({
        svg: k, words: text.textContent.trim(), corners: place(svg, text.getBBox(), matrix),
        frame: [frame.left + scrollX, frame.top + scrollY, frame.right + scrollX, frame.bottom + scrollY],
        size: parseFloat(style.fontSize) * scale, colour: style.fill,
        opacity: opacityOf(text) * Number(style.fillOpacity), halo: hasHalo ? style.stroke : null });
    }
  });
  return texts;
}

/** In the page: hides all texts, so that a screenshot shows what is behind them; or shows them again. */
function hideTexts(isHidden) {
  const root = document.documentElement;
  if (!isHidden) return document.getElementById('hides-texts').remove();
  const style = document.createElementNS(root.namespaceURI, 'style');
  style.id = 'hides-texts';
  style.textContent = 'svg text { visibility: hidden !important }';
  root.append(style);
}

/** In any page: for each text the contrast that it has with most of what is behind it. */
async function contrastsOn(png, texts, share) {
  const bytes = Uint8Array.from(atob(png), (c) => c.charCodeAt(0));
  const image = await createImageBitmap(new Blob([bytes], { type: 'image/png' }));
  const canvas = new OffscreenCanvas(image.width, image.height).getContext('2d', { willReadFrequently: true });
  const swatch = new OffscreenCanvas(1, 1).getContext('2d', { willReadFrequently: true });
  canvas.drawImage(image, 0, 0);
  const rgb = (colour) => {
    swatch.clearRect(0, 0, 1, 1);
    swatch.fillStyle = colour;
    swatch.fillRect(0, 0, 1, 1);
    return [...swatch.getImageData(0, 0, 1, 1).data].slice(0, 3);
  };
  const luminance = (pixel) => {
    const [r, g, b] = pixel.map((v) => (v / 255 <= 0.04045 ? v / 3294.6 : ((v / 255 + 0.055) / 1.055) ** 2.4));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const contrast = (text, behind) => {
    const front = rgb(text.colour).map((v, i) => v * text.opacity + behind[i] * (1 - text.opacity));
    const [a, b] = [luminance(front), luminance(behind)];
    return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
  };
  return texts.map((text) => {
    if (text.halo) return contrast(text, rgb(text.halo));
    const xs = text.corners.map(([x]) => x), ys = text.corners.map(([, y]) => y);
    const left = Math.max(0, Math.floor(Math.min(...xs))), top = Math.max(0, Math.floor(Math.min(...ys)));
    const { data } = canvas.getImageData(left, top, Math.max(1, Math.ceil(Math.max(...xs)) - left),
      Math.max(1, Math.ceil(Math.max(...ys)) - top));
    const counts = new Map();
    for (let i = 0; i < data.length; i += 4) {
      const key = (data[i] << 16) | (data[i + 1] << 8) | data[i + 2];
      counts.set(key, (counts.get(key) ?? 0) + 1);
    }
    const found = [...counts].map(([key, n]) => [contrast(text, [key >> 16, (key >> 8) & 255, key & 255]), n]);
    found.sort(([a], [b]) => b - a);
    let left_over = (share * data.length) / 4;
    return found.find(([, n]) => (left_over -= n) <= 0)[0];
  });
}

/** How far two rectangles, turned or not, lie within each other, in px; 0 or less: not at all. */
function overlap(a, b) {
  let least = Infinity;
  for (const corners of [a, b]) {
    for (const k of [0, 1]) {
      const [dx, dy] = [corners[k + 1][0] - corners[k][0], corners[k + 1][1] - corners[k][1]];
      const length = Math.hypot(dx, dy) || 1;
      const along = (points) => points.map(([x, y]) => (x * dx + y * dy) / length);
      const [p, q] = [along(a), along(b)];
      least = Math.min(least, Math.max(...p) - Math.min(...q), Math.max(...q) - Math.min(...p));
    }
  }
  return least;
}

const short = (words) => JSON.stringify(words.length > 40 ? `${words.slice(0, 40)}…` : words);

function placeFindings(texts) {
  const findings = [];
  texts.forEach((text, i) => {
    const [left, top, right, bottom] = text.frame;
    const out = Math.max(...text.corners.map(([x, y]) => Math.max(left - x, x - right, top - y, y - bottom)));
    if (out > SLACK / 2) findings.push(`${short(text.words)} is ${out.toFixed(1)} px outside the picture`);
    for (const other of texts.slice(i + 1)) {
      if (other.svg !== text.svg) continue;
      const depth = overlap(text.corners, other.corners);
      if (depth > SLACK) {
        findings.push(`${short(text.words)} and ${short(other.words)} overlap by ${depth.toFixed(1)} px`);
      }
    }
  });
  return findings;
}

/** What cannot be read in the SVGs of a page. `smallest` in px: 0 where the page scales its pictures. */
export async function textFindings(reader, page, smallest = SMALLEST) {
  const texts = await page.evaluate(drawnTexts);
  const findings = placeFindings(texts);
  for (const { words, size } of texts) {
    if (size < smallest - 0.01) findings.push(`${short(words)} is only ${size.toFixed(1)} px high`);
  }
  await page.evaluate(hideTexts, true);
  const png = await page.screenshot({ encoding: 'base64', fullPage: true });
  await page.evaluate(hideTexts, false);
  const contrasts = await reader.compute(contrastsOn, png, texts, READABLE);
  contrasts.forEach((contrast, i) => {
    if (contrast < CONTRAST) findings.push(`${short(texts[i].words)} has a contrast of only ${contrast.toFixed(2)}`);
  });
  return { findings, texts };
}
