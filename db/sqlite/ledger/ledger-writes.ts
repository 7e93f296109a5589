import { type LedgerStore } from '@/lib/ledger/ledger-store';
import { type Connection } from '../engine/connection';
import { feedTryWrites } from './feed-state';
import { feedSteps } from './feed-steps';
import { ledgerIgnoreWrites } from './ledger-ignores';

type LedgerWrites = Pick<
  LedgerStore,
  'saveFeedStep' | 'matchFeed' | 'pruneFeed' | 'noteFeedTry' | 'wantFeedRead' | 'ignoreLedger' | 'unignoreLedger'
>;

/** Everything that changes the ledger. */
export function ledgerWrites(connection: Connection): LedgerWrites {
  return { ...feedTryWrites(connection), ...feedSteps(connection), ...ledgerIgnoreWrites(connection) };
}
