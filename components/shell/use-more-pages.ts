'use client';

import { useState } from 'react';

interface PagedQuery {
  fetchNextPage: () => Promise<unknown>;
  refetch: () => Promise<unknown>;
}

/**
 * Loads the next page of an infinite query. While that runs the query is held (`meta`): a notice that refreshed it would cut
 * off the page that was asked for. What a notice would have brought comes right after it.
 */
export function useMorePages() {
  const [isLoading, setIsLoading] = useState(false);
  const load = async (query: PagedQuery) => {
    setIsLoading(true);
    await query.fetchNextPage();
    setIsLoading(false);
    await query.refetch();
  };
  return { isLoading, load, meta: { held: isLoading } };
}
