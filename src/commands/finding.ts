/** One thing that `doorstep doctor` looked at, and what to do about it. */
export type Finding = {
  readonly check: string;
  readonly state: 'fine' | 'advice' | 'wrong';
  readonly sentence: string;
};

export const fine = (check: string, sentence: string): Finding => ({ check, state: 'fine', sentence });
export const advice = (check: string, sentence: string): Finding => ({ check, state: 'advice', sentence });
export const wrong = (check: string, sentence: string): Finding => ({ check, state: 'wrong', sentence });
