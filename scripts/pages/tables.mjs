// Tables that pictures and pages find hard.

/** Names that are markup, end scripts, quote, or are written from right to left. */
export const EVIL_NAMES = ['</script><img src=x onerror=alert(1)>', '"><svg onload=alert(2)>', ']]>&lt;\'`${x}',
  '\u202eevil \u05e9\u05dc\u05d5\u05dd'];
const EVIL_CLASSES = ['<b>yes</b>', "no' onmouseover='alert(3)"];

const quoted = (cell) => `"${String(cell).replaceAll('"', '""')}"`;
const csvOf = (rows) => rows.map((row) => row.map(quoted).join(',') + '\n').join('');

export function evilTable() {
  const rows = Array.from({ length: 40 }, (_, i) => [i % 7, (i * 3) % 11, i / 8, EVIL_CLASSES[i % 7 < 3 ? 0 : 1]]);
  return csvOf([EVIL_NAMES, ...rows]);
}

export function oneRowTable() { return 'x1,x2,y\n2,3,1\n'; }

/** Nine classes with long names, the first the most frequent, around a circle. */
export function longClassTable() {
  const names = ['Chlorophytum comosum variegatum', 'Dracaena fragrans Massangeana', 'Epipremnum aureum golden',
    'Ficus benjamina, weeping fig', 'Monstera deliciosa Thai constellation', 'Philodendron hederaceum Brasil',
    'Sansevieria trifasciata laurentii', 'Spathiphyllum wallisii', 'Zamioculcas zamiifolia, the last of all'];
  const rows = [];
  names.forEach((name, k) => {
    for (let i = 0; i < 40 - 4 * k; ++i) {
      const angle = (2 * Math.PI * k) / names.length + 0.5 * Math.sin(7 * i);
      const radius = 3 + Math.cos(5 * i);
      rows.push([(radius * Math.cos(angle)).toFixed(4), (radius * Math.sin(angle)).toFixed(4), name]);
    }
  });
  return csvOf([['length of the longest leaf in cm', 'width of the widest leaf in cm', 'species of the plant'],
    ...rows]);
}
