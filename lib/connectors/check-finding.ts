/** One thing that a check has found. `bad` ones keep a connector from working. */
export interface CheckFinding {
  tone: 'ok' | 'warn' | 'bad';
  text: string;
  /** Of a mapping: the target that it is about; null for the mapping as a whole. */
  target?: string | null;
}
