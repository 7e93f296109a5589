import { type MappingRow, type RecordPolicies } from '../../../connectors/records/record-config';
import { type RecordCall, type RecordReply } from '../../../connectors/records/record-reply';

/** A system of records, as a push asks it. */
export interface RecordSystem {
  mapping: readonly MappingRow[];
  policies: RecordPolicies;
  userIdTarget: string | null;
  emailTarget: string;
  recordIdShape: RegExp;
  /** One request. Never rejects. */
  ask: (call: RecordCall) => Promise<AskedRecord>;
}

/** What came back, and what is told of it in the list of requests; null where nothing had to be asked. */
export interface AskedRecord {
  reply: RecordReply;
  told: {
    /** HTTP status; null when no answer came. */
    status: number | null;
    tookMs: number;
    /** What was said where it was not taken; at most 1,000 characters, without addresses. */
    excerpt: string | null;
  } | null;
}
