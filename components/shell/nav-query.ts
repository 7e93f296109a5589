'use client';

import { useQuery } from '@tanstack/react-query';

import { getJson } from '../api';
import { type NavFacts } from './nav-facts';

const key = ['nav'] as const;

/** Figures of the frame. `initial` comes with the page, so that the navigation is right from the first paint. */
export function useNavFacts(initial?: NavFacts): NavFacts | undefined {
  const { data } = useQuery({
    queryKey: key,
    queryFn: ({ signal }) => getJson<NavFacts>('/api/nav', { signal }),
    ...(initial ? { initialData: initial } : {}),
  });
  return data;
}
