'use client';

import { useQueryStates } from 'nuqs';
import { createSerializer } from 'nuqs/server';
import { usePathname } from 'next/navigation';
import { useCallback } from 'react';

import { deliveryParsers, type DeliverySearch } from '@/lib/deliveries/delivery-search';

const serialize = createSerializer(deliveryParsers);

type Change = Partial<{ [Key in keyof DeliverySearch]: DeliverySearch[Key] | null }>;

/** What does not change the list itself: Back does not undo it step by step. */
const looks: readonly string[] = ['open', 'folded', 'explain', 'attempt'];

/** What the address says. Filters and views make a step that Back undoes; opening, folding and explaining do not. */
export function useDeliverySearch() {
  const [search, setSearch] = useQueryStates(deliveryParsers);
  const pathname = usePathname();
  const set = useCallback(
    (change: Change) => {
      const isLook = Object.keys(change).every((key) => looks.includes(key));
      void setSearch(change, { history: isLook ? 'replace' : 'push' });
    },
    [setSearch],
  );
  const hrefWith = (change: Change) => serialize(pathname, { ...search, ...change });
  return { search, set, hrefWith };
}
