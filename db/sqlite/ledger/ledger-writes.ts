import { type LedgerStore } from '@/lib/ledger/ledger-store';
import { type Connection } from '../engine/connection';
import { feedTryWrites } from './feed-state';
import { feedSteps } from './feed-steps';
import { ledgerIgnoreWrites } from './ledger-ignores';

type LedgerWrites = Pick<
  LedgerStore,
  'matchFeed' | 'pruneFeed' | 'noteFeedTry' | 'wantFeedRead' | 'ignoreLedger' | 'unignoreLedger'
>;

/** Everything that changes the ledger, but for what the feed tells: that may record receipts (`feed-ingest.ts`). */
export function ledgerWrites(connection: Connection): LedgerWrites {
  return { ...feedTryWrites(connection), ...feedSteps(connection), ...ledgerIgnoreWrites(connection) };
}
