import { type EventSummary } from '@/lib/events/event-record';
import { type Receipt, type ReceiptResult } from '@/lib/events/receipt';
import { type Envelope } from '@/lib/events/event';
import { isOutcome } from '@/lib/events/outcome';
import { parseChanges, parseHeaders } from './json-columns';

/**
 * The columns of an event as lists show it; every statement that reads summaries selects exactly these. A mirrored user is
 * called what the mirror calls them now, so that every screen has one name for them.
 */
export const summaryColumns = `seq, id, type, time_ms timeMs, received_at_ms receivedAtMs, stream_id streamId,
  subject_id subjectId, outcome, outcome_reason outcomeReason, row_changed rowChanged,
  coalesce((SELECT label FROM users WHERE user_id = subject_id AND substr(type, 1, 5) = 'user.'), subject_label) subjectLabel,
  receipt_count receiptCount, conflict_count conflictCount, changes`;

export interface SummaryRow {
  seq: number;
  id: string;
  type: string;
  timeMs: number | null;
  receivedAtMs: number;
  streamId: string;
  subjectId: string | null;
  subjectLabel: string | null;
  outcome: string;
  rowChanged: number;
  outcomeReason: string | null;
  receiptCount: number;
  conflictCount: number;
  changes: string;
}

export function toSummary(row: SummaryRow): EventSummary {
  return {
    seq: row.seq,
    id: row.id,
    type: row.type,
    timeMs: row.timeMs,
    receivedAtMs: row.receivedAtMs,
    streamId: row.streamId === '' ? null : row.streamId,
    subjectId: row.subjectId,
    subjectLabel: row.subjectLabel,
    outcome: isOutcome(row.outcome) ? row.outcome : 'error',
    rowChanged: row.rowChanged === 1,
    outcomeReason: row.outcomeReason,
    receiptCount: row.receiptCount,
    conflictCount: row.conflictCount,
    changes: parseChanges(row.changes),
  };
}

export const receiptColumns = `seq, received_at_ms receivedAtMs, result, stream_id streamId, envelope,
  credential_kind credentialKind, credential_index credentialIndex, remote_address remoteAddress, headers, bytes, sha256,
  took_ms tookMs`;

export interface ReceiptRow {
  seq: number;
  receivedAtMs: number;
  result: ReceiptResult;
  streamId: string;
  envelope: Envelope;
  credentialKind: Receipt['credential']['kind'];
  credentialIndex: number;
  remoteAddress: string | null;
  headers: string;
  bytes: number;
  sha256: string;
  tookMs: number;
}

export function toReceipt(row: ReceiptRow): Receipt {
  const { remoteAddress, bytes, sha256 } = row;
  return {
    seq: row.seq,
    receivedAtMs: row.receivedAtMs,
    result: row.result,
    streamId: row.streamId === '' ? null : row.streamId,
    envelope: row.envelope,
    credential: { kind: row.credentialKind, index: row.credentialIndex },
    request: { remoteAddress, headers: parseHeaders(row.headers), bytes, sha256 },
    tookMs: row.tookMs,
  };
}
