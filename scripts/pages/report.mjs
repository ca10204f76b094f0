// Report pages: whether they are right HTML, can be used by all readers, on a telephone and on paper, and load nothing.
import { readFileSync } from 'node:fs';
import { NARROW, WIDE } from './browser.mjs';
import { sortingFindings } from './sorting.mjs';
import { textFindings } from './texts.mjs';
import { tipFindings } from './tips.mjs';

const MOST_BYTES = 400_000;

const SETTINGS = [['light', WIDE], ['dark', WIDE], ['light', NARROW], ['dark', NARROW]];

// What axe-core cannot decide, and why it is right: whether a rule's node is so.
const KNOWN = [
  // It sees only backgrounds of HTML behind a text, not those of a picture; textFindings measures their pixels.
  (rule, node) => rule === 'color-contrast' && /^<(text|tspan)\b/.test(node.html),
  // A table that is wider than the window scrolls in its box. What is out of sight has the colors of what is in sight.
  (rule, node) => rule === 'color-contrast' && node.isInBox &&
    /obscured by another element|partially overlaps other elements/.test(node.reason),
  // A cell may have a single digit. It has the colors of the longer numbers above and below, which are judged.
  (rule, node) => rule === 'color-contrast' && node.isInBox && /too short to determine/.test(node.reason),
];

async function markupFindings(reader, file, source) {
  const { HtmlValidate } = reader.require('html-validate');
  const validator = new HtmlValidate({ root: true, extends: ['html-validate:recommended'] });
  const report = await validator.validateString(source, file);
  return report.results.flatMap(({ messages }) => messages).slice(0, 10)
    .map(({ ruleId, message, line, column }) => `html-validate ${ruleId}, ${line}:${column}: ${message}`);
}

/** What axe-core finds. Opened or closed, all that can be unfolded is seen. */
async function axeFindings(reader, page) {
  await page.evaluate(() => { for (const details of document.querySelectorAll('details')) details.open = true; });
  await page.evaluate(reader.axe);
  const found = await page.evaluate(async () => {
    const results = await window.axe.run(document, { resultTypes: ['violations', 'incomplete'] });
    return ['violations', 'incomplete'].flatMap((kind) => results[kind].flatMap((rule) => rule.nodes.map((node) => ({
      kind, rule: rule.id, html: node.html.slice(0, 120),
      reason: [...node.any, ...node.all, ...node.none].map((check) => check.message).join('; '),
      isInBox: Boolean(document.querySelector(node.target.join(' '))?.closest('.box')) }))));
  });
  const unknown = found.filter((node) => node.kind === 'violations' || !KNOWN.some((isSo) => isSo(node.rule, node)));
  return unknown.slice(0, 12).map(({ kind, rule, html, reason }) =>
    `axe ${kind === 'violations' ? 'violation' : kind} ${rule}: ${html} (${reason.slice(0, 160)})`);
}

const sidewaysFindings = (page) => page.evaluate(() => {
  const width = document.scrollingElement.scrollWidth;
  if (width <= innerWidth) return [];
  const inBox = (element) => {
    for (let e = element.parentElement; e; e = e.parentElement) {
      if (getComputedStyle(e).overflowX !== 'visible') return true;
    }
    return false;
  };
  const widest = [...document.body.querySelectorAll('*')].find((element) => !inBox(element) &&
    element.getBoundingClientRect().right > innerWidth + 0.5);
  return [`scrolls sideways: ${width} px wide at ${innerWidth}: ${widest?.outerHTML.slice(0, 100)}`];
});

/** On paper nothing can be unfolded or clicked. */
function paperFindings(page) {
  return page.evaluate(() => {
    const findings = [];
    for (const details of document.querySelectorAll('details')) {
      if (!details.checkVisibility()) continue;  // what is not for paper at all
      const hidden = [...details.children].find((child) => child.tagName !== 'SUMMARY' && !child.matches('script') &&
        (!child.checkVisibility() || child.getBoundingClientRect().height === 0));
      if (hidden) findings.push(`paper: ${details.querySelector('summary')?.textContent.trim()} is folded`);
    }
    const button = [...document.querySelectorAll('button')].find((each) => each.getClientRects().length &&
      !each.closest('th'));
    if (button) findings.push(`paper: there is a button: ${button.textContent.trim()}`);
    const [r, g, b] = getComputedStyle(document.body).backgroundColor.match(/[\d.]+/g).map(Number);
    const isClear = /, 0\)$/.test(getComputedStyle(document.body).backgroundColor);
    if (!isClear && r + g + b < 600) findings.push('paper: the page is dark');
    return findings;
  });
}

async function look(reader, page, source, width) {
  const findings = await axeFindings(reader, page);
  // On a narrow screen pictures are scaled down; there a reader can enlarge them.
  findings.push(...(await textFindings(reader, page, width === NARROW ? 0 : 9)).findings);
  findings.push(...await sidewaysFindings(page));
  const tips = await tipFindings(page, source);
  const sorting = await sortingFindings(page);
  findings.push(...tips.findings, ...sorting.findings);
  return { findings, facts: `${tips.pictures} pictures, ${tips.values} values, ${sorting.columns} columns sorted` };
}

export async function checkReport(reader, file, { settings = SETTINGS }) {
  const source = readFileSync(file, 'utf8');
  const findings = await markupFindings(reader, file, source);
  const where = new Map();  // of each finding
  const size = readFileSync(file).length;
  if (size > MOST_BYTES) findings.push(`${size} bytes are more than ${MOST_BYTES}`);
  let facts = '';
  for (const [scheme, width] of settings) {
    const { seen, findings: noise } = await reader.read(file, { scheme, width },
      (page) => look(reader, page, source, width));
    facts = seen.facts;
    for (const finding of new Set([...noise, ...seen.findings])) {
      where.set(finding, [...(where.get(finding) ?? []), `${scheme}, ${width} px`]);
    }
  }
  const isEverywhere = (places) => places.length === settings.length;
  for (const [finding, places] of where) {
    findings.push(`${isEverywhere(places) ? 'always' : places.join('; ')}: ${finding}`);
  }
  const paper = await reader.read(file, { scheme: 'dark', media: 'print' }, paperFindings);
  findings.push(...paper.seen);
  return { findings, facts: `${Math.round(size / 1000)} kB, ${facts}` };
}
