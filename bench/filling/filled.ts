// What came of the times that patients called off.

export interface Filled {
  /** Times that patients called off. */
  freed: number;
  /** Of these. */
  filled: number;
  /** From the calling off until somebody had the time, each. */
  minutes: number[];
  /** Times that those who moved forward left, taken by others; not counted above. */
  followed: number;
  /** How often somebody was asked. */
  asked: number;
}
