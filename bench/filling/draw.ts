// Chance that comes out the same however often and in whatever order it is asked.
import { createHash } from 'node:crypto';
import { minutesToAnswer, seed, yesShare } from './assumptions.ts';

/** From 0 to less than 1, by what it is about. */
export function draw(...about: (string | number)[]): number {
  const hash = createHash('sha256').update([seed, ...about].join('|'));
  return hash.digest().readUIntBE(0, 6) / 2 ** 48;
}

export interface PatientAnswer {
  minutes: number;
  yes: boolean;
}

/** What a patient answers about one time, whoever asks; `null` = never answers. */
export function answerAbout(
  patient: string,
  time: { provider: number; startsAt: string },
  rate: number,
): PatientAnswer | null {
  const about = [patient, time.provider, time.startsAt];
  if (draw('answers', ...about) >= rate) return null;
  const normal =
    Math.sqrt(-2 * Math.log(1 - draw('size', ...about))) *
    Math.cos(2 * Math.PI * draw('angle', ...about));
  return {
    minutes: minutesToAnswer * Math.exp(normal),
    yes: draw('yes', ...about) < yesShare,
  };
}
