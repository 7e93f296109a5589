import { type NewRejection, type Rejection, type RejectionCode } from './rejection';

export interface RejectionStore {
  /**
   * Keeps a rejection. Of each code the newest 1,000 are kept, so that a flood of one kind cannot push out another: strangers
   * what a real sender was refused for, or an event stream with a wrong address the body of a malformed event. Best effort:
   * never throws, never on the ingest path.
   */
  recordRejection(rejection: NewRejection): Promise<void>;
  /**
   * Rejections since `sinceMs` and not in the future, newest first, at most `limit`, and how many there were in all, those no
   * longer kept included (of the first, partial hour only the kept ones). Where `limit` leaves some out, each code has its
   * share of the list. With `codes` only these; the total stays that of all.
   */
  listRejections(
    sinceMs: number,
    limit: number,
    codes?: readonly RejectionCode[],
  ): Promise<{ items: Rejection[]; total: number }>;
  /** Kept rejections that came within a range, its ends included, newest first, at most `limit`. */
  rejectionsDuring(range: { fromMs: number; untilMs: number }, limit: number): Promise<Rejection[]>;
}
