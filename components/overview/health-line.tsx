'use client';

import { paths } from '@/lib/paths';
import { headlineOf } from '@/lib/concerns/concerns';
import { type ConcernFacts } from '@/lib/concerns/concern-facts';
import { ButtonLink } from '../ui/button';
import { useNow } from '../ui/now';
import { useZone } from '../ui/zone';
import { TopicIcon } from '../parts/topic-icon';

/** The headline: the worst fact in one sentence, the rest in one line, one primary act. */
export function HealthLine({ facts }: { facts: ConcernFacts }) {
  const nowMs = useNow();
  const { timeZone } = useZone();
  const { topic, tone, sentence, rest, act } = headlineOf(facts, { nowMs, timeZone });
  return (
    <section
      aria-label="Health"
      className="flex min-h-[90px] flex-wrap items-center gap-x-6 gap-y-3 px-6 py-4 max-phone:px-3"
    >
      <div className="flex min-w-0 flex-1 basis-96 items-start gap-4 max-phone:gap-3">
        <TopicIcon topic={topic} tone={tone} size={20} className="mt-1" />
        <div className="min-w-0">
          <p className="text-sentence">{sentence}</p>
          <p className="text-body text-ink-2">{rest}</p>
        </div>
      </div>
      <div className="flex flex-wrap gap-2 max-phone:pl-8">
        {act?.href === paths.setup ? null : <ButtonLink href={paths.setup}>Set-up</ButtonLink>}
        {act === null ? null : (
          <ButtonLink href={act.href} variant="primary">
            {act.label}
          </ButtonLink>
        )}
      </div>
    </section>
  );
}
