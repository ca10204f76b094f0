// Whether the checks find what they are there for: sound examples pass, and each broken one does not, for its reason.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { NARROW, WIDE } from './browser.mjs';
import { checkFilm } from './film.mjs';
import { checkPicture } from './picture.mjs';
import { checkReport } from './report.mjs';
import { FILM, PAGE, PICTURE } from './sound.mjs';

const KINDS = {
  picture: { ending: '.svg', sound: PICTURE, check: checkPicture },
  film: { ending: '.svg', sound: FILM, check: checkFilm, last: 15, every: 10 },
  report: { ending: '.html', sound: PAGE, check: checkReport, settings: [['light', WIDE], ['dark', NARROW]] },
};

// What is wrong: the kind, its name, what is replaced by what, and how the finding begins or what is in it.
const BROKEN = [
  ['picture', 'markup that does not end', '</svg>', '', /xmllint/],
  ['picture', 'a text that leaves the picture', 'y="220" text-anchor="middle"', 'y="238" text-anchor="middle"',
    /"variance" is .* outside/],
  ['picture', 'a text on another', 'x="150" y="220"', 'x="25" y="25"', /"banknotes.txt" and "variance" overlap/],
  ['picture', 'a turned text on another', 'translate(15 120)', 'translate(30 20)',
    /"banknotes.txt" and "entropy" overlap/],
  ['picture', 'a pale text', '#1f2328', '#909090', /light: .* contrast of only 3/],
  ['picture', 'a text that is pale in the dark', '.nn-t { fill: #e6e8ea }', '', /dark: .* contrast/],
  ['picture', 'a text on a dark cell', 'x="20" y="20">', 'x="80" y="80">', /"banknotes.txt" has a contrast/,
    (text) => text.replace('<text', '<rect x="70" y="60" width="100" height="30"/><text')],
  ['picture', 'a small text', 'font: 12px', 'font: 9px', /only 9.0 px high/],
  ['picture', 'an id that is there twice', /<circle/g, '<circle id="a"', /the id a is there twice/],
  ['picture', 'a mark outside the axes', 'cx="80"', 'cx="38"', /6.0 px outside the axes: <circle/],
  ['picture', 'a line that leaves the axes', 'L280 40', 'L280 28', /2.0 px outside the axes: <path/],
  ['picture', 'a line that is pale in the dark', '.nn-l { stroke: #6fb4ec }', '.nn-l { stroke: #303030 }',
    /dark: a contrast of only .*<path class="nn-l"/],
  ['picture', 'axes by another name', 'class="nn-a"', 'class="axes"', /no axes/],
  ['picture', 'a background by another name', /nn-bg/g, 'ground', /no background/],
  ['picture', 'an empty value', '<title>row 1</title>', '<title> </title>', /an empty value/],
  ['picture', 'no dark look', 'prefers-color-scheme: dark', 'prefers-color-scheme: none', /dark: does not look so/],
  ['picture', 'an image from elsewhere', '</svg>', '<image href="http://192.0.2.1/a.png" width="9" height="9"/></svg>',
    /requests http/],
  ['film', 'two frames at a time', 'none;inline;none', 'inline;inline;none', /2 iterations are told/],
  ['film', 'a time without a frame', 'none;inline;none', 'none;none;none', /0 iterations are told/],
  ['film', 'frames that change places', 'iteration 10', 'iteration 12', /tells the iterations 0,12,15, not 0,10,15/],
  ['film', 'frames that look alike', 'M40 150L280 50', 'M40 190L280 40', /look alike/],
  ['film', 'a part of another frame', '<g class="passing"', '<path class="nn-l" d="M60 60h9"/><g class="passing"',
    /iteration 10 looks otherwise/],
  ['film', 'nothing that moves', /<animate[^>]*>/g, '', /nothing moves/],
  ['film', 'the first frame where there is no SMIL', /class="passing" display="none"/,
    'class="passing" display="inline"',
    /without SMIL it tells the iterations 0,15/],
  ['film', 'motion that cannot be stopped', 'prefers-reduced-motion: reduce', 'width: 1px', /want no motion/],
  ['film', 'the first frame on paper', ', print {', ' {', /on paper/],
  ['film', 'a text on another', 'x="150" y="20">iteration 10', 'x="30" y="20">iteration 10', /at 1.500 s: .*overlap/],
  ['report', 'no language', '<html lang="en">', '<html>', /axe violation html-has-lang/],
  ['report', 'an element that is not closed', '</section>', '', /html-validate close-order/],
  ['report', 'a button without a name', '</figure>', '</figure><button type="button"></button>',
    /axe violation button-name/],
  ['report', 'a text that is pale in the dark', 'color: #e6e8ea }', 'color: #505050 }',
    /dark, .*axe violation color-contrast/],
  ['report', 'what axe-core cannot decide', '<p>', '<p style="background: linear-gradient(#fff, #000)">',
    /axe incomplete/],
  ['report', 'a table that is too wide for a telephone', '<p>--iterations 10</p>',
    `<p>${'x'.repeat(60)}</p>`, /360 px: scrolls sideways/],
  ['report', 'an order of words', 'Number(value(a)) - Number(value(b))', 'value(a).localeCompare(value(b))',
    /fold: not in ascending order/],
  ['report', 'an empty cell that is first', 'if (!value(a) || !value(b)) return !value(a) - !value(b);', '',
    /accuracy: not in .* order/],
  ['report', 'an order that does not turn round', '? -1 : 1', '? 1 : 1', /does not turn the order round/],
  ['report', 'an order that is not told', "head.setAttribute('aria-sort',", "head.setAttribute('data-sort',",
    /a click tells no order/],
  ['report', 'a row that is lost', '.append(...rows)', '.replaceChildren(...rows.slice(1))', /sorting changes rows/],
  ['report', 'no values under the pointer', "addEventListener('pointermove'", "addEventListener('wheel'",
    /shows 0 values/],
  ['report', 'a wrong value under the pointer', 'textContent : ', "textContent + '!' : ", /which no mark says/],
  ['report', 'no values by the keyboard', "addEventListener('keydown'", "addEventListener('wheel'", /arrow keys/],
  ['report', 'a value that stays', "event.key === 'Escape'", "event.key === 'Enter'", /Escape/],
  ['report', 'pictures that the keyboard does not reach', '<figure tabindex="0">', '<figure>', /does not reach/],
  ['report', 'a script that fails', '</body>', '<script>missing();</script></body>', /script error/],
  ['report', 'a dialog', '</body>', '<script>alert(1);</script></body>', /opens a dialog: 1/],
  ['report', 'an image from elsewhere', '</h1>', '</h1><img src="http://192.0.2.1/a.png" alt="a">', /requests http/],
  ['report', 'an image beside the page', '</h1>', '</h1><img src="a.png" alt="a">', /requests file:.*a.png/],
  ['report', 'parts that stay folded on paper', 'content-visibility: visible; display: block', '', /Recipe is folded/],
  ['report', 'a dark page on paper', 'body { background: #ffffff; color: #000000 }', '', /paper: the page is dark/],
  ['report', 'a button on paper', '</figure>', '</figure><button type="button">Copy</button>',
    /paper: there is a button/],
  ['report', 'more than 400 kB', '</body>', `<!-- ${'x'.repeat(400_000)} --></body>`, /bytes are more than/],
];

/** The frames of the sound film as pictures: [iteration, SVG]. */
function stills() {
  const shownAt = (k) => {
    let number = -1;
    return FILM.replaceAll(/<animate[^>]*>/g, '').replaceAll(/display="(none|inline)"/g,
      () => `display="${(number += 1) === k ? 'inline' : 'none'}"`);
  };
  return [[0, shownAt(0)], [10, shownAt(1)], [15, shownAt(2)]];
}

/** Returns how many examples there are, and how many were judged wrong. */
export async function selfTest(reader, scratch, tell) {
  let failures = 0, count = 0;
  const examine = async (kind, name, text, judge) => {
    const { ending, check, ...job } = KINDS[kind];
    const file = join(scratch, `${kind}-${count += 1}${ending}`);
    writeFileSync(file, text);
    if (kind === 'film') {
      stills().forEach(([iteration, still]) => writeFileSync(join(scratch, `still-${iteration}.svg`), still));
    }
    const { findings } = await check(reader, file, { ...job, stills: join(scratch, 'still-%d.svg') });
    if (!tell(`${kind}: ${name}`, judge(findings))) failures += 1;
  };
  for (const [kind, { sound }] of Object.entries(KINDS)) await examine(kind, 'as it shall be', sound, (found) => found);
  for (const [kind, name, old, fresh, reason, change = (text) => text] of BROKEN) {
    const { sound } = KINDS[kind];
    const broken = change(sound.replace(old, fresh));
    await examine(kind, name, broken, (found) => [
      ...(broken === sound ? ['nothing is broken: the example has changed'] : []),
      ...(found.some((finding) => reason.test(finding)) ? [] : [`not found, but: ${found.join(' / ') || 'nothing'}`]),
    ]);
  }
  return { failures, count };
}
