'use client';

import { type StorageTrouble } from '@/lib/storage/storage';
import { describeTrouble } from '@/lib/storage/storage-trouble';

import { Banner } from '../ui/banner';

/** Trouble of the database, above every screen: what happened and what to do. */
export function StorageBanner({ trouble }: { trouble: StorageTrouble | null }) {
  if (trouble === null) return null;
  const { title, advice, refuses } = describeTrouble(trouble.kind);
  return (
    <Banner tone={refuses ? 'failed' : 'warn'} title={`${title}.`}>
      {advice}
    </Banner>
  );
}
