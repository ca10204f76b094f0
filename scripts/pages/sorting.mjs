// Tables of a page: whether a click on a heading sorts the rows.

/** In the page: how many columns the tables that sort have: a list of [table, column]. */
function sortableColumns() {
  return [...document.querySelectorAll('table.sortable')].flatMap((table, k) => {
    for (let e = table.closest('details'); e; e = e.parentElement.closest('details')) e.open = true;
    return [...[...table.tHead.rows].at(-1).cells].map((_, i) => [k, i]);
  });
}

/** In the page: clicks on a heading. Returns what the headings say about the order, and the rows. */
function clickOn([k, column]) {
  const table = document.querySelectorAll('table.sortable')[k];
  const heads = [...[...table.tHead.rows].at(-1).cells];
  const button = heads[column].querySelector('button');
  if (!button) return { name: heads[column].textContent, orders: [] };
  button.click();
  // A <data> element has all digits of a number that is shown shorter.
  const valueOf = (cell) => {
    if (cell.querySelector('.none')) return '';
    const numbers = cell.querySelectorAll(':scope > data');
    return numbers.length === 1 ? numbers[0].value : numbers.length ? cell.textContent
      : cell.firstChild?.textContent ?? '';  // without the interval of a number
  };
  return {
    name: `${table.caption?.textContent ?? 'a table'}: ${heads[column].textContent.trim()}`,
    orders: heads.map((head) => head.getAttribute('aria-sort')),
    cells: [...table.tBodies[0].rows].map((row) => valueOf(row.cells[column]).trim()),
    rows: [...table.tBodies[0].rows].map((row) => row.textContent),
  };
}

const isMissing = (cell) => /^[–—-]?$/.test(cell);
const isNumber = (text) => text.trim() !== '' && Number.isFinite(Number(text));

/** How two cells are ordered: value by value, numbers before texts. A list is in one cell. */
function order(a, b) {
  const [p, q] = [a, b].map((cell) => cell.split(', '));
  for (let i = 0; i < Math.min(p.length, q.length); ++i) {
    const areNumbers = [p[i], q[i]].map(isNumber);
    const by = areNumbers[0] && areNumbers[1] ? p[i] - q[i]
      : areNumbers[0] !== areNumbers[1] ? areNumbers[1] - areNumbers[0]
        : p[i].localeCompare(q[i], 'en', { numeric: true });
    if (by) return by;
  }
  return p.length - q.length;
}

/** Whether the cells stand in this order, those without a value last. */
function areInOrder(cells, direction) {
  const firstMissing = cells.findIndex(isMissing);
  if (firstMissing >= 0 && !cells.slice(firstMissing).every(isMissing)) return false;
  const present = firstMissing < 0 ? cells : cells.slice(0, firstMissing);
  const sign = direction === 'ascending' ? 1 : -1;
  return present.every((cell, i) => i === 0 || sign * order(present[i - 1], cell) <= 0);
}

/** What is wrong with the order of tables after clicks on each heading. Tables that sort may be none. */
export async function sortingFindings(page) {
  const findings = [];
  const columns = await page.evaluate(sortableColumns);
  for (const [k, column] of columns) {
    const clicks = [];
    for (let i = 0; i < 2; ++i) clicks.push(await page.evaluate(clickOn, [k, column]));
    for (const { name, orders, cells } of clicks) {
      const direction = orders[column];
      if (!['ascending', 'descending'].includes(direction)) findings.push(`${name}: a click tells no order`);
      else if (orders.filter((order) => order && order !== 'none').length > 1) {
        findings.push(`${name}: two columns tell an order`);
      } else if (!areInOrder(cells, direction)) {
        findings.push(`${name}: not in ${direction} order: ${cells.slice(0, 6).join(' | ')}`);
      }
    }
    const [first, second] = clicks;
    if (first.orders[column] && first.orders[column] === second.orders[column]) {
      findings.push(`${first.name}: the second click does not turn the order round`);
    }
    if (first.rows && String([...first.rows].sort()) !== String([...second.rows].sort())) {
      findings.push(`${first.name}: sorting changes rows`);
    }
  }
  return { findings, columns: columns.length };
}
