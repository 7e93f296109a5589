'use client';

import { useRouter } from 'next/navigation';
import { type ConcernRow } from '@/lib/concerns/concern';
import { concernRows } from '@/lib/concerns/concerns';
import { type ConcernFacts } from '@/lib/concerns/concern-facts';
import { ButtonLink } from '../ui/button';
import { KeyCap } from '../ui/key-cap';
import { useNow } from '../ui/now';
import { SectionHead } from '../ui/page-parts';
import { useShortcut } from '../ui/use-shortcut';
import { useZone } from '../ui/zone';
import { TopicIcon } from '../parts/topic-icon';

/** As many as there are number keys. */
const mostRows = 9;

/** What a person should look at, worst first; each row has one act and a number key. */
export function AttentionList({ facts }: { facts: ConcernFacts }) {
  const nowMs = useNow(60_000);
  const { timeZone } = useZone();
  const rows = concernRows(facts, { nowMs, timeZone }).slice(0, mostRows);
  return (
    <section aria-label="Needs attention" className="border-r max-rail:border-r-0">
      <SectionHead title="Needs attention" count={rows.length} className="border-b px-6 max-phone:px-3" />
      {rows.length === 0 ? (
        <p className="px-6 py-4 text-body text-ink-2 max-phone:px-3">Nothing needs attention.</p>
      ) : (
        <ul aria-label="Needs attention">
          {rows.map((row, index) => (
            <Row key={row.key} row={row} number={String(index + 1)} />
          ))}
        </ul>
      )}
    </section>
  );
}

function Row({ row, number }: { row: ConcernRow; number: string }) {
  const router = useRouter();
  useShortcut(number, () => router.push(row.act.href));
  return (
    <li className="flex min-h-15 items-center gap-3 border-b px-6 py-2 max-phone:px-3">
      <TopicIcon topic={row.topic} tone={row.tone} />
      <div className="min-w-0 flex-1">
        <p className="truncate text-body font-medium" title={row.title}>
          {row.title}
        </p>
        <p className="truncate text-small text-ink-2" title={row.detail}>
          {row.detail}
        </p>
      </div>
      <ButtonLink href={row.act.href} aria-keyshortcuts={number} aria-label={`${row.act.label}: ${row.title}`}>
        {row.act.label}
      </ButtonLink>
      <KeyCap className="max-phone:hidden">{number}</KeyCap>
    </li>
  );
}
