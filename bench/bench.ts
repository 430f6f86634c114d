// One figure: ours and a baseline measured in turn, in the same run, so that a noisy machine disturbs both.
export interface Bench {
  readonly name: string;
  readonly unit: string;
  readonly baselineName: string;
  /** What the ratio ours ÷ baseline must reach. */
  readonly goal: { readonly atMost: number } | { readonly atLeast: number };
  readonly rounds: number;
  /** What it needs and has not; `null` where nothing is missing. */
  missing?(): string | null;
  prepare(): Promise<Measured>;
}

export interface Measured {
  ours(): Promise<number>;
  baseline(): Promise<number>;
  /** How many things one round measured. */
  readonly n: number;
  /** Must hold in every round, e.g. that nothing was booked twice. */
  faults?(): Promise<string[]>;
  /** Told beside the figure. */
  readonly details?: object;
  end(): Promise<void>;
}

export interface Figure {
  name: string;
  ours: number;
  unit: string;
  baseline: number;
  baselineName: string;
  ratio: number;
  goal: string;
  pass: boolean;
  rounds: number;
  spread: string;
  n: number;
  faults?: string[];
  details?: object;
}

export async function measure(bench: Bench): Promise<Figure> {
  const measured = await bench.prepare();
  const ours: number[] = [];
  const baseline: number[] = [];
  try {
    for (let round = 0; round < bench.rounds; round++) {
      // Turn and turn about, so that neither always runs on a warmer machine.
      const first = round % 2 === 0;
      if (first) ours.push(await measured.ours());
      baseline.push(await measured.baseline());
      if (!first) ours.push(await measured.ours());
    }
    const faults = (await measured.faults?.()) ?? [];
    const { details } = measured;
    return {
      ...figure(bench, measured.n, ours, baseline, faults),
      ...(details ? { details } : {}),
    };
  } finally {
    await measured.end();
  }
}

function figure(
  bench: Bench,
  n: number,
  ours: number[],
  baseline: number[],
  faults: string[],
): Figure {
  const ratio = median(ours) / median(baseline);
  const { goal } = bench;
  const reached = 'atMost' in goal ? ratio <= goal.atMost : ratio >= goal.atLeast;
  return {
    name: bench.name,
    ours: rounded(median(ours)),
    unit: bench.unit,
    baseline: rounded(median(baseline)),
    baselineName: bench.baselineName,
    ratio: rounded(ratio),
    goal: 'atMost' in goal ? `≤ ${goal.atMost}` : `≥ ${goal.atLeast}`,
    pass: reached && faults.length === 0,
    rounds: bench.rounds,
    spread: `${rounded(Math.min(...ours))}–${rounded(Math.max(...ours))}`,
    n,
    ...(faults.length > 0 ? { faults } : {}),
  };
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const upper = sorted[middle] ?? 0;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? 0) + upper) / 2;
}

export function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.ceil(sorted.length * share) - 1)] ?? 0;
}

function rounded(value: number): number {
  return Number(value.toPrecision(4));
}
