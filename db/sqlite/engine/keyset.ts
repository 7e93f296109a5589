import { type Count, type Page, type PageRequest } from '@/lib/page';

/** The open interval of `seq` that a query may answer from. */
export interface SeqRange {
  above: number;
  below: number;
}

/** Rows that match a filter, reachable from either end in order of `seq` without sorting. */
export interface Selection {
  /** Highest numbers first, at most `limit`. */
  newest: (range: SeqRange, limit: number) => number[];
  /** Lowest numbers first, at most `limit`. */
  oldest: (range: SeqRange, limit: number) => number[];
  /** How many there are; may stop counting at `cap`. */
  count: (cap: number) => Count;
}

/** Lists stop counting here (lib/page.ts, `Count`). */
export const countCap = 10_000;

/** Larger than any `seq`; binds as an integer. */
export const endOfSeq = Number.MAX_SAFE_INTEGER;

/** Something whose rows can be walked by `seq` from either end. */
export type SeqSource = Pick<Selection, 'newest' | 'oldest'>;

/**
 * Reads one page, newest first: the rows next to the cursor. With `after`, the rows just above it, so that paging back
 * meets every row; with both cursors, the rows between them from `before` down.
 */
export function readPage<T>(source: SeqSource, request: PageRequest, readRows: (seqs: number[]) => T[]): Page<T> {
  const { before, after, limit } = request;
  const isUpward = after !== undefined && before === undefined;
  const range = { above: after ?? -1, below: before ?? endOfSeq };
  const seqs = isUpward ? source.oldest(range, limit).reverse() : source.newest(range, limit);
  // An empty page still tells what lies beyond the cursors that enclose it.
  const first = seqs[0] ?? Math.max(range.above, before === undefined ? -1 : before - 1);
  const last = seqs.at(-1) ?? Math.min(range.below, after === undefined ? endOfSeq : after + 1);
  const hasOlder = source.newest({ above: -1, below: last }, 1).length > 0;
  const hasNewer = source.oldest({ above: first, below: endOfSeq }, 1).length > 0;
  return {
    items: seqs.length === 0 ? [] : readRows(seqs),
    older: hasOlder ? last : null,
    newer: hasNewer ? first : null,
  };
}

/** The `limit` highest numbers of all sources. Each later source need only look above the lowest still wanted. */
export function mergeNewest(sources: readonly SeqSource[], range: SeqRange, limit: number): number[] {
  let merged: number[] = [];
  for (const source of sources) {
    const floor = merged.length === limit ? (merged.at(-1) ?? range.above) : range.above;
    const found = source.newest({ above: floor, below: range.below }, limit);
    if (found.length > 0) merged = [...merged, ...found].sort((a, b) => b - a).slice(0, limit);
  }
  return merged;
}

/** The `limit` lowest numbers of all sources. */
export function mergeOldest(sources: readonly SeqSource[], range: SeqRange, limit: number): number[] {
  let merged: number[] = [];
  for (const source of sources) {
    const ceiling = merged.length === limit ? (merged.at(-1) ?? range.below) : range.below;
    const found = source.oldest({ above: range.above, below: ceiling }, limit);
    if (found.length > 0) merged = [...merged, ...found].sort((a, b) => a - b).slice(0, limit);
  }
  return merged;
}

/** A selection whose rows were all found already, in any order. */
export function sortedSelection(seqs: readonly number[]): Selection {
  const ascending = seqs.toSorted((a, b) => a - b);
  const within = ({ above, below }: SeqRange) => ascending.filter((seq) => seq > above && seq < below);
  return {
    newest: (range, limit) => within(range).slice(-limit).reverse(),
    oldest: (range, limit) => within(range).slice(0, limit),
    count: () => ({ value: ascending.length, capped: false }),
  };
}
