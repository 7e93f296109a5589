import { type Finding } from '../../../connectors/finding';
import { type Judgement } from '../../../connectors/judge-answer';

/** Where a comparison stands: its part, and the last key that it has seen there. */
export interface Place {
  part: string;
  after: string;
}

/** What one look has found. */
export interface Look {
  findings: readonly Finding[];
  /** How many were compared, and how many were not: they are being carried on, or wait for a person. */
  compared: number;
  skipped: number;
  /** Where to look next; null: that was all. */
  next: Place | null;
  /** How long to wait before that, in ms: the connector's own requests go on meanwhile. */
  waitMs: number;
}

/** Why the other side was not read. */
export interface LookStopped {
  judgement: Exclude<Judgement, { kind: 'taken' }>;
  /** In words that hold no value. */
  error: string;
}

/**
 * Compares what the other side has with the mirror, look by look. Only reads. Each kind of connector has its own: systems of
 * records by `recordVerifier`, tables by `tableVerifier`.
 */
export interface Verifier {
  first: Place;
  /** One bounded look; may be repeated. */
  look: (place: Place) => Promise<Look | { stopped: LookStopped }>;
}
