import { parseBody } from '@/lib/events/parse-event';
import { type IncomingReceipt } from '@/lib/events/receipt';
import { type FeedStep } from '@/lib/ledger/feed';

/** A receipt without what its body says: events nest deeper than any message may. */
export type ReceiptMessage = Omit<IncomingReceipt, 'event' | 'envelope'> & {
  /** Came by the event feed, which a body does not tell. */
  isFromFeed: boolean;
};

export function toReceiptMessage({
  receivedAtMs,
  body,
  credential,
  request,
  envelope,
}: IncomingReceipt): ReceiptMessage {
  return { receivedAtMs, body, credential, request, isFromFeed: envelope === 'feed' };
}

/** The receipt again. Its body was an event when it was sent. */
export function fromReceiptMessage({ isFromFeed, ...message }: ReceiptMessage): IncomingReceipt {
  const parsed = parseBody(message.body);
  if (parsed.malformed) throw new TypeError(parsed.reason);
  const { event, envelope } = parsed;
  return { ...message, event, envelope: isFromFeed ? 'feed' : envelope };
}

/** A step of reading the feed, with receipts as messages. */
export type FeedStepMessage = Omit<FeedStep, 'receipts'> & { receipts: readonly ReceiptMessage[] };

export const toFeedStepMessage = (step: FeedStep): FeedStepMessage => ({
  ...step,
  receipts: step.receipts.map(toReceiptMessage),
});

export const fromFeedStepMessage = (message: FeedStepMessage): FeedStep => ({
  ...message,
  receipts: message.receipts.map(fromReceiptMessage),
});
