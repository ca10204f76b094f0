// A picture, a film and a page that are as they shall be. self_test.mjs breaks them.

const RULES = `
  .nn-bg { fill: #ffffff } .nn-t { fill: #1f2328; font: 12px sans-serif } .nn-l { fill: none; stroke: #0b62a8 }
  .nn-d { fill: #0b62a8 } .nn-a { fill: none; stroke: #808080 }
  @media (prefers-color-scheme: dark) {
    .nn-bg { fill: #14171a } .nn-t { fill: #e6e8ea } .nn-l { stroke: #6fb4ec } .nn-d { fill: #6fb4ec }
  }`;
const AXES = `
  <path class="nn-a" d="M40 30V200H280"/>
  <text class="nn-t" x="20" y="20">banknotes.txt</text>
  <text class="nn-t" x="150" y="220" text-anchor="middle">variance</text>
  <text class="nn-t" x="0" y="0" transform="translate(15 120) rotate(-90)" text-anchor="middle">entropy</text>`;
const MARKS = `
  <circle class="nn-d" cx="80" cy="80" r="4"><title>row 1</title></circle>
  <circle class="nn-d" cx="180" cy="150" r="4"><title>row 2</title></circle>`;
const GROUND = '<rect class="nn-bg" width="300" height="240"/>';
const OPEN = '<svg xmlns="http://www.w3.org/2000/svg" width="300" height="240" viewBox="0 0 300 240">';

export const PICTURE = `<?xml version="1.0" encoding="UTF-8"?>
${OPEN}<style>${RULES}</style><g>${GROUND}${MARKS}<path class="nn-l" d="M40 190L280 40"/>${AXES}</g>
</svg>
`;

/** A frame of three, each for a second. */
function frame(k, name, body) {
  const shown = ['inline', 'none', 'none'].map((_, i) => (i === k ? 'inline' : 'none')).join(';');
  return `<g class="${name}" display="${k === 2 ? 'inline' : 'none'}"><animate attributeName="display" dur="3s"
    repeatCount="indefinite" calcMode="discrete" values="${shown}" keyTimes="0;0.33333;0.66667"/>${body}</g>`;
}
const text = (words) => `<text class="nn-t" x="150" y="20">${words}</text>`;
export const FILM = `<?xml version="1.0" encoding="UTF-8"?>
${OPEN}<style>${RULES}
  @media (prefers-reduced-motion: reduce), print {
    .passing { display: none !important } .last { display: inline !important } }
</style>${GROUND}${AXES}
${frame(0, 'passing', `${text('iteration 0 · loss 3')}<path class="nn-l" d="M40 190L280 40"/>`)}
${frame(1, 'passing', `${text('iteration 10 · loss 2')}<path class="nn-l" d="M40 150L280 50"/>`)}
${frame(2, 'last', `${text('iteration 15 · loss 1')}<path class="nn-l" d="M40 100L280 60"/>`)}
</svg>
`;

const PAGE_RULES = `
  :root { color-scheme: light dark } body { margin: 1em; font: 16px sans-serif; background: #ffffff; color: #1f2328 }
  .box { overflow-x: auto } figure { margin: 0 } svg { max-width: 100%; height: auto }
  #tip { position: fixed; left: 0; bottom: 0; background: #1f2328; color: #ffffff } [hidden] { display: none }
  th button { font: inherit; color: inherit; background: none; border: 0; padding: 6px }
  @media (prefers-color-scheme: dark) {
    body { background: #14171a; color: #e6e8ea } .nn-bg { fill: #14171a }
    #tip { background: #e6e8ea; color: #14171a } }
  @media print {
    body { background: #ffffff; color: #000000 }
    details::details-content { content-visibility: visible; display: block } .copy { display: none } }`;
const SCRIPT = `
  const tip = document.getElementById('tip');
  const show = (mark) => {
    tip.hidden = !mark;
    tip.textContent = mark ? mark.querySelector('title').textContent : '';
  };
  document.addEventListener('pointermove', (event) => show(event.target.closest('figure svg circle')));
  const marks = [...document.querySelectorAll('figure svg circle')];
  let at = -1;
  document.querySelector('figure').addEventListener('keydown', (event) => {
    if (event.key === 'Escape') show(null);
    if (event.key === 'ArrowRight') show(marks[at = (at + 1) % marks.length]);
  });
  for (const table of document.querySelectorAll('table.sortable')) {
    [...table.tHead.rows[0].cells].forEach((head, column) => {
      const button = document.createElement('button');
      button.type = 'button';
      button.append(...head.childNodes);
      head.append(button);
      button.addEventListener('click', () => {
        const sign = head.getAttribute('aria-sort') === 'ascending' ? -1 : 1;
        for (const other of table.tHead.rows[0].cells) other.removeAttribute('aria-sort');
        head.setAttribute('aria-sort', sign > 0 ? 'ascending' : 'descending');
        const value = (row) => row.cells[column].textContent;
        const rows = [...table.tBodies[0].rows].sort((a, b) => {
          if (!value(a) || !value(b)) return !value(a) - !value(b);
          return sign * (Number(value(a)) - Number(value(b)));
        });
        table.tBodies[0].append(...rows);
      });
    });
  }`;
export const PAGE = `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>nntrain train</title>
<style>${RULES}${PAGE_RULES}</style>
</head>
<body>
<main>
<h1>nntrain train</h1>
<figure tabindex="0">
${OPEN.replace('<svg', '<svg role="img" aria-label="data"')}<g>${GROUND}${MARKS}${AXES}</g>
</svg>
</figure>
<section class="box" tabindex="0" aria-label="Folds">
<table class="sortable">
<caption>Folds</caption>
<thead><tr><th scope="col">fold</th><th scope="col">accuracy</th></tr></thead>
<tbody>
<tr><td>1</td><td>0.9</td></tr>
<tr><td>2</td><td></td></tr>
<tr><td>10</td><td>0.85</td></tr>
<tr><td>3</td><td>0.95</td></tr>
</tbody>
</table>
</section>
<details>
<summary>Recipe</summary>
<p>--iterations 10</p>
</details>
<div id="tip" role="status" hidden></div>
</main>
<script>${SCRIPT}</script>
</body>
</html>
`;
