const number = (value) => (value >= 100 ? Math.round(value).toLocaleString('en') : value.toPrecision(3));

function ratioOf({ ours, baseline }) {
  return baseline === undefined ? undefined : ours / baseline.value;
}

function isMet(line) {
  if (line.asked === undefined) return '';
  const value = ratioOf(line) ?? line.ours;
  return ('atLeast' in line.asked ? value >= line.asked.atLeast : value <= line.asked.atMost) ? 'met' : 'missed';
}

function barOf({ asked, baseline, unit }) {
  if (asked === undefined) return '';
  const measure = baseline === undefined ? ` ${unit}` : ' ×';
  return 'atLeast' in asked ? `≥ ${asked.atLeast}${measure}` : `≤ ${asked.atMost}${measure}`;
}

/** Prints the lines as a table in Markdown. */
export function printTable(lines) {
  console.log('| bar | what | ours | baseline | ratio | asked | |');
  console.log('|---|---|---|---|---|---|---|');
  for (const line of lines) {
    const ratio = ratioOf(line);
    const baseline = line.baseline === undefined ? '' : `${number(line.baseline.value)} (${line.baseline.name})`;
    console.log(`| ${line.bar} | ${line.what} | ${number(line.ours)} ${line.unit} | ${baseline} | ${ratio === undefined ? '' : number(ratio)} | ${barOf(line)} | ${isMet(line)} |`);
  }
}
