import { type Candidate, type LinkOrigin, type RecordValues } from './record';

/** What would be done for one user. Nothing of it was done. */
export interface PreviewRow {
  userId: string;
  /** What a person knows the user by; null where the profile has no name and no address. */
  name: string | null;
  /** When the newest event of the user happened that would be carried on; null for a user who was named. */
  eventAtMs: number | null;
  act: 'create' | 'update' | 'deactivate' | 'archive' | 'nothing' | 'review' | 'park' | 'wait' | 'unknown';
  recordId: string | null;
  /** How the record was found; null where there is none. */
  origin: LinkOrigin | null;
  /** What would be written, in order. */
  writes: readonly { act: 'create' | 'update' | 'archive'; values: RecordValues }[];
  /** What would not be sent, and why. */
  left: readonly { target: string; reason: string }[];
  /** What is to be said besides: a reason to ask a person, or why nothing is to be done. */
  text: string | null;
  candidates: readonly Candidate[];
}

/** Answer of `POST /api/connectors/[id]/preview`. */
export interface RecordPreviewAnswer {
  rows: PreviewRow[];
  /** Requests that only read; none wrote. */
  reads: number;
}

/** Requests of one preview at most. */
export const mostPreviewReads = 200;

/** Users of one preview at most: those of the newest events, where none are named. */
export const mostPreviewUsers = 20;
