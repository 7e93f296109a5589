/** What is known of one event: whether the feed told it, whether Auth0 lists it as failed, whether it is here. */
export interface Sighting {
  isEmitted: boolean;
  isFailed: boolean;
  isReceived: boolean;
}

/** The combinations that can be seen, in the order in which they are shown. */
export const combinations = [
  'normal',
  'failed_not_received',
  'failed_but_received',
  'never_delivered',
  'not_in_feed',
  'failed_not_in_feed',
  'failed_and_received',
] as const;

export type Combination = (typeof combinations)[number];

/** Combinations other than `normal`: each event in one of them is kept and can be listed. */
export const oddCombinations = combinations.filter((name) => name !== 'normal');

export const sightings: Record<Combination, Sighting> = {
  normal: { isEmitted: true, isFailed: false, isReceived: true },
  failed_not_received: { isEmitted: true, isFailed: true, isReceived: false },
  failed_but_received: { isEmitted: true, isFailed: true, isReceived: true },
  never_delivered: { isEmitted: true, isFailed: false, isReceived: false },
  not_in_feed: { isEmitted: false, isFailed: false, isReceived: true },
  failed_not_in_feed: { isEmitted: false, isFailed: true, isReceived: false },
  failed_and_received: { isEmitted: false, isFailed: true, isReceived: true },
};

/** The combination of an event; null for one that was seen nowhere, which cannot be known. */
export function combinationOf({ isEmitted, isFailed, isReceived }: Sighting): Combination | null {
  const found = combinations.find((name) => {
    const one = sightings[name];
    return one.isEmitted === isEmitted && one.isFailed === isFailed && one.isReceived === isReceived;
  });
  return found ?? null;
}

/** Whether an event of this combination was emitted and is not here. */
export function isMissing(name: Combination): boolean {
  return sightings[name].isEmitted && !sightings[name].isReceived;
}
