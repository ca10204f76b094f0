// The browser: opens files as a reader would, and notes what they do that they must not do.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

export const WIDE = 1280, NARROW = 360;

export class Reader {
  #browser;
  #blank;

  static async launch(modules, scratch) {
    const reader = new Reader();
    reader.require = createRequire(join(modules, 'x.js'));
    reader.axe = readFileSync(reader.require.resolve('axe-core/axe.min.js'), 'utf8');
    const executablePath = process.env.CHROMIUM ?? '/usr/bin/chromium';
    const args = ['--no-sandbox', '--disable-gpu', '--hide-scrollbars', '--disable-dev-shm-usage'];
    reader.#browser = await reader.require('puppeteer-core').launch({
      executablePath, args, headless: true, userDataDir: join(scratch, 'chromium') });
    // The page that is there from the start: a newer one would hide the page of which a screenshot is taken.
    [reader.#blank] = await reader.#browser.pages();
    return reader;
  }

  close() { return this.#browser.close(); }

  /** Runs a function in an empty page: work that needs a browser. */
  compute(work, ...values) { return this.#blank.evaluate(work, ...values); }

  /**
   * Opens a file, lets `look` see the page, and closes it. The settings: scheme is 'light' or 'dark', width is that of
   * the window, media is 'screen' or 'print', motion is 'no-preference' or 'reduce'.
   * Returns what `look` returns, and findings: requests, errors and dialogs.
   */
  async read(file, { scheme = 'light', width = WIDE, media = 'screen', motion = 'no-preference' }, look) {
    const page = await this.#browser.newPage();
    const address = pathToFileURL(file).href;
    const findings = watch(page, address);
    try {
      await page.setViewport({ width, height: 900 });
      await emulate(page, media, { 'prefers-color-scheme': scheme, 'prefers-reduced-motion': motion });
      await page.goto(address, { waitUntil: 'load' });
      return { seen: await look(page), findings };
    } finally {
      await page.close();
    }
  }
}

/** At once: the page's own functions for the media and for its features forget each other's. */
async function emulate(page, media, features) {
  const session = await page.createCDPSession();
  await session.send('Emulation.setEmulatedMedia', { media,
    features: Object.entries(features).map(([name, value]) => ({ name, value })) });
}

/** The list grows while the page is open: it may ask for its own address alone. */
function watch(page, address) {
  const findings = [];
  page.on('request', (request) => {
    const url = request.url();
    if (url.replace(/#.*/, '') !== address && !url.startsWith('data:')) findings.push(`requests ${url.slice(0, 100)}`);
  });
  page.on('console', (message) => {
    if (['error', 'warn'].includes(message.type())) findings.push(`console: ${message.text()}`);
  });
  page.on('pageerror', (error) => findings.push(`script error: ${error.message}`));
  page.on('dialog', async (dialog) => {
    findings.push(`opens a dialog: ${dialog.message()}`);
    await dialog.dismiss();
  });
  page.on('popup', () => findings.push('opens a window'));
  return findings;
}
