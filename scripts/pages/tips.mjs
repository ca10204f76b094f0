// Values of a page's pictures: whether the pointer and the keyboard show them.
const MOST_MARKS = 6;  // of each picture

/** In the page: what the file says about its marks, before any script has changed it. */
function writtenTips(source) {
  const marks = new DOMParser().parseFromString(source, 'text/html').querySelectorAll('figure svg :not(svg) > title');
  return [...marks].flatMap((title) => title.textContent.trim().split('\n'));
}

/** Marks that lie on each other are told together, up to a number of them. */
const isWritten = (tip, written) => tip !== '' && tip.split('\n').every((line) => written.has(line) ||
  /^and \d+ more$/.test(line));

/** In the page: places of marks whose values can be shown. Lines too thin to be seen are left out. */
function markPlaces(most) {
  return [...document.querySelectorAll('figure svg')].map((svg) => {
    const titled = [...svg.querySelectorAll('*')].filter((mark) => mark.tagName !== 'title' &&
      (mark.querySelector(':scope > title') || mark.dataset.tip || mark.hasAttribute('aria-label')) &&
      mark.getBoundingClientRect().width > 0 && (mark.getAttribute('stroke-width') ?? 1) >= 0.5);
    const step = Math.max(1, Math.floor(titled.length / most));
    return titled.filter((_, i) => i % step === 0).slice(0, most).map((mark) => {
      const box = mark.getBoundingClientRect();
      return [box.left + box.width / 2 + scrollX, box.top + box.height / 2 + scrollY];
    });
  });
}

function shownTip() {
  const tip = document.getElementById('tip');
  return tip && tip.checkVisibility({ visibilityProperty: true, opacityProperty: true }) ? tip.textContent.trim() : '';
}

/** In the page: whether the tip hangs out of the window. */
function isTipCut() {
  const box = document.getElementById('tip').getBoundingClientRect();
  return box.left < 0 || box.top < 0 || box.right > innerWidth || box.bottom > innerHeight;
}

async function pointAt(page, [x, y]) {
  const [left, top] = await page.evaluate((a, b) => {
    scrollTo({ left: 0, top: b - innerHeight / 2, behavior: 'instant' });
    return [a - scrollX, b - scrollY];
  }, x, y);
  await page.mouse.move(0, 0);
  await page.mouse.move(left, top);
  return page.evaluate(shownTip);
}

/** Steps from one thing to the next until a picture with marks, or one of these, has the focus. Whether one gets it. */
async function tabToPicture(page) {
  await page.evaluate(() => { document.activeElement?.blur(); scrollTo(0, 0); });
  for (let i = 0; i < 400; ++i) {
    await page.keyboard.press('Tab');
    const has = await page.evaluate(() => Boolean(
      document.activeElement?.closest('figure')?.querySelector('svg [data-tip], svg * > title')));
    if (has) {
      await page.evaluate(() => new Promise((done) => { setTimeout(done, 150); }));  // until it has scrolled into view
      return true;
    }
  }
  return false;
}

export async function tipFindings(page, source) {
  const findings = [];
  const written = new Set(await page.evaluate(writtenTips, source));
  const pictures = await page.evaluate(markPlaces, MOST_MARKS);
  let count = 0;
  for (const [k, places] of pictures.entries()) {
    const shown = new Set();
    for (const place of places) {
      const tip = await pointAt(page, place);
      if (!tip) continue;
      if (!isWritten(tip, written)) findings.push(`picture ${k + 1} shows ${JSON.stringify(tip)}, which no mark says`);
      if (await page.evaluate(isTipCut)) {
        findings.push(`picture ${k + 1}: ${JSON.stringify(tip)} hangs out of the window`);
      }
      shown.add(tip);
    }
    count += shown.size;
    if (shown.size < Math.min(2, places.length)) {
      findings.push(`picture ${k + 1} shows ${shown.size} values under the pointer at ${places.length} marks`);
    }
  }
  if (pictures.some((places) => places.length)) {
    await page.mouse.move(0, 0);
    if (!(await tabToPicture(page))) findings.push('the keyboard does not reach any picture');
    else {
      await page.keyboard.press('ArrowRight');
      const first = await page.evaluate(shownTip);
      await page.keyboard.press('ArrowRight');
      const second = await page.evaluate(shownTip);
      if (!isWritten(first, written) || !isWritten(second, written)) {
        findings.push('the arrow keys do not show the values of marks');
      }
      await page.keyboard.press('Escape');
      if (await page.evaluate(shownTip)) findings.push('the Escape key does not hide a value');
    }
  }
  return { findings, pictures: pictures.length, values: count };
}
