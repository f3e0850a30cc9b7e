export interface Figure {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  readonly budget?: { readonly most: number } | { readonly least: number };
}

/** A figure and its budget, in a line. */
export function write({ name, value, unit, budget }: Figure): void {
  const [bound, isMet] = judge(value, budget);
  const figure = value >= 1_000 ? Math.round(value).toLocaleString('en') : value.toFixed(2);
  process.stdout.write(`${name.padEnd(52)}${figure.padStart(12)} ${unit.padEnd(9)}${bound.padEnd(12)}${isMet}\n`);
}

function judge(value: number, budget: Figure['budget']): [string, string] {
  if (!budget) return ['', ''];
  const [bound, isMet] =
    'most' in budget
      ? [`≤ ${budget.most.toLocaleString('en')}`, value <= budget.most]
      : [`≥ ${budget.least.toLocaleString('en')}`, value >= budget.least];
  return [bound, isMet ? 'met' : 'MISSED'];
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((left, right) => left - right);
  return sorted[Math.floor(sorted.length / 2)] ?? NaN;
}
