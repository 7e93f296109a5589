import { useQueryStates } from 'nuqs';

import { type Combination, isMissing } from '@/lib/ledger/combination';
import { type LedgerGap } from '@/lib/ledger/gaps';
import { type LedgerAnswer } from '@/lib/ledger/ledger';
import { ledgerParsers } from '@/lib/ledger/ledger-search';

type Odd = Exclude<Combination, 'normal'>;

export interface LedgerSelection {
  combination: Odd | null;
  /** The chosen gap; null where a whole combination is chosen, or nothing can be. */
  gap: LedgerGap | null;
  chooseCombination: (combination: Odd) => void;
  chooseGap: (gap: LedgerGap) => void;
}

/** The chosen combination and gap, kept in the address; without a choice it is the largest gap that misses events. */
export function useLedgerSelection({ gaps }: Pick<LedgerAnswer, 'gaps'>): LedgerSelection {
  const [search, setSearch] = useQueryStates(ledgerParsers, { history: 'push', scroll: false });
  const chosen =
    search.combination === null
      ? largest(gaps)
      : gaps.find(({ combination, fromMs }) => combination === search.combination && fromMs === search.gap);
  const combination = search.combination ?? chosen?.combination ?? null;
  return {
    combination: combination === 'normal' ? null : combination,
    gap: chosen ?? null,
    chooseCombination: (name) => void setSearch({ combination: name, gap: null }),
    chooseGap: (gap) => {
      if (gap.combination !== 'normal') void setSearch({ combination: gap.combination, gap: gap.fromMs });
    },
  };
}

function largest(gaps: readonly LedgerGap[]): LedgerGap | undefined {
  const missing = gaps.filter(({ combination, ignoreSeq }) => isMissing(combination) && ignoreSeq === null);
  return missing.toSorted((a, b) => b.count - a.count)[0];
}
