/** Which rows of a list a person has ticked. */
export interface Picked {
  /** The filters that it was ticked under. */
  under: string;
  keys: ReadonlySet<string>;
  /** Everything that the filters match, loaded or not; `keys` is empty then. */
  isAll: boolean;
}

/** Nothing ticked. */
export function nothingPicked(under: string): Picked {
  return { under, keys: new Set(), isAll: false };
}

/**
 * The selection over the rows that are there now: what has vanished drops out, and other filters begin anew. The same object
 * when nothing changes. `shown` is undefined while rows are loading.
 */
export function settled(picked: Picked, shown: readonly string[] | undefined, under: string): Picked {
  if (picked.under !== under) return nothingPicked(under);
  if (shown === undefined) return picked;
  if (picked.isAll) return shown.length === 0 ? nothingPicked(under) : picked;
  const there = new Set(shown);
  const kept = [...picked.keys].filter((key) => there.has(key));
  return kept.length === picked.keys.size ? picked : { ...picked, keys: new Set(kept) };
}

/** Ticks a row, or unticks it. From "everything" only what is shown stays, without that row. */
export function toggled(picked: Picked, key: string, shown: readonly string[]): Picked {
  const keys = new Set(picked.isAll ? shown : picked.keys);
  if (!keys.delete(key)) keys.add(key);
  return { ...picked, keys, isAll: false };
}

/** Ticks every shown row. */
export function allShown(picked: Picked, shown: readonly string[]): Picked {
  return { ...picked, keys: new Set(shown), isAll: false };
}

/** Ticks what the filters match, also what is not loaded. */
export function allMatching(picked: Picked): Picked {
  return { ...picked, keys: new Set(), isAll: true };
}
