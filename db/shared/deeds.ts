import { type Store } from '@/lib/store';
import { type PollReads, type PollWrites } from './sync-deliveries';

/** The methods of the port that only the process that writes can do: what changes something, and what it alone knows. */
export const deeds = [
  'recordReceipt',
  'rememberTestEvent',
  'noteFailedPoll',
  'claimRedelivery',
  'claimRedeliveries',
  'releaseRedelivery',
  'releaseRedeliveries',
  'postponeRedelivery',
  'takeRedeliveriesToSend',
  'noteRedeliverySent',
  'markGone',
  'recordPoll',
  'expireAsked',
  'noteStreams',
  'beat',
  'recordRejection',
  'recordAudit',
  'endSession',
  'createJob',
  'changeJob',
  'claimJob',
  'holdJob',
  'saveStep',
  'saveAlerts',
  'actOnAlert',
  'changeAlertRule',
  'addAlertTarget',
  'removeAlertTarget',
  'takeAlertNotices',
  'settleAlertNotice',
  'noteTargetTest',
  'saveFeedStep',
  'noteFeedTry',
  'wantFeedRead',
  'matchFeed',
  'pruneFeed',
  'ignoreLedger',
  'unignoreLedger',
  'createConnector',
  'changeConnector',
  'switchConnector',
  'deleteConnector',
  'setConnectorSecrets',
  'planPushes',
  'claimLanes',
  'releaseLanes',
  'settlePushes',
  'wakeUsers',
  'settleJobItems',
  'forgetDeletedConnectors',
  'actOnLane',
  'decideLane',
  'claimRecord',
  'holdLease',
  'releaseLease',
  'checkWritable',
  'storage',
  'announce',
] as const satisfies readonly (keyof Store)[];

export type Deed = (typeof deeds)[number];

/** The methods of the port that any process answers by a connection that only reads. */
type StoreReads = Omit<Store, Deed | 'syncDeliveries' | 'subscribe' | 'nowMs' | 'close'>;

/** What is read, of the port and for its deeds. */
export type AllReads = StoreReads & PollReads;

/** What the writing process does beside the port, for the sake of others. */
export const innerDeeds = ['catchUpSearch', 'takeListed', 'endUnlisted', 'notePoll'] as const;

/** A store that writes itself, and so can answer for others. */
export interface WritingStore extends Store, PollWrites {
  /** Brings the words of a search of users up to date, for a limited time. Never throws. */
  catchUpSearch(): Promise<void>;
}
