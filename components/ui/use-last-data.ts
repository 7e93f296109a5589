'use client';

import { useState } from 'react';

/**
 * The newest data that was ever there: when a query for something else fails, what was on screen stays, and a banner says
 * since when it is. `undefined` until there was any.
 */
export function useLastData<T>(data: T | undefined): T | undefined {
  const [last, setLast] = useState(data);
  if (data !== undefined && data !== last) setLast(data);
  return data ?? last;
}
