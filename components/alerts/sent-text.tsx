'use client';

import { useState } from 'react';

import { SectionHead } from '@/components/ui/page-parts';
import { messageText } from '@/lib/alerts/alert-message';
import { ruleWords } from '@/lib/alerts/rule-words';
import { alertRules, type AlertRule } from '@/lib/concerns/sign';
import { paths } from '@/lib/paths';

/** Noon of the day the pictures tell of: a fixed time, so that server and browser write the same. */
const sampleAtMs = Date.UTC(2026, 7, 21, 12, 2, 18);

/** What a target is sent, word for word. */
export function SentText({ baseUrl }: { baseUrl: string }) {
  const [rule, setRule] = useState<AlertRule>('budget');
  const text = messageText({
    what: 'opened',
    rule,
    ...ruleWords[rule].sample,
    level: null,
    atMs: sampleAtMs,
    alertId: null,
    url: `${baseUrl}${paths.alert(17)}`,
  });
  return (
    <section aria-label="The text that is sent" className="px-5 py-3 max-rail:px-6 max-phone:px-3">
      <SectionHead title="The text that is sent" />
      <label className="flex items-center gap-2 text-small text-ink-2">
        Rule
        <select
          value={rule}
          onChange={(event) => setRule(alertRules.find((known) => known === event.target.value) ?? rule)}
          className="h-7 rounded-control border border-control bg-face px-2 text-body text-ink"
        >
          {alertRules.map((one) => (
            <option key={one} value={one}>
              {ruleWords[one].name}
            </option>
          ))}
        </select>
      </label>
      <pre className="mt-2 border bg-face p-3 text-small break-words whitespace-pre-wrap">{text}</pre>
      <p className="mt-2 text-small text-ink-2">
        The same sentences as on the overview. A notice follows when it is over.
      </p>
    </section>
  );
}
