import { Check, type LucideIcon, Minus, X } from 'lucide-react';

import { OutsideText } from '@/components/ui/outside-text';
import { type ProbeAnswer, type ProbeLayer, type ProbeStep } from '@/lib/deliveries/probe';
import { formatLatency } from '@/lib/text/format';

const names: Record<ProbeLayer, string> = { dns: 'DNS', tcp: 'TCP', tls: 'TLS', http: 'HTTP' };

const marks: Record<ProbeStep['result'], { icon: LucideIcon; tone: string; word: string }> = {
  ok: { icon: Check, tone: 'text-ok', word: 'ok' },
  failed: { icon: X, tone: 'text-bad', word: 'failed' },
  skipped: { icon: Minus, tone: 'text-ink-3', word: 'skipped' },
};

/** What asking an address found, layer by layer, each with its part of the time on one scale. */
export function ProbeRows({ probe: { steps, totalMs, address } }: { probe: ProbeAnswer }) {
  return (
    <ul aria-label={`${address} asked from here`}>
      {steps.map((step) => (
        <ProbeRow key={step.layer} step={step} totalMs={totalMs} />
      ))}
    </ul>
  );
}

function ProbeRow({ step, totalMs }: { step: ProbeStep; totalMs: number }) {
  const { icon: Icon, tone, word } = marks[step.result];
  const isAsked = step.result !== 'skipped';
  return (
    <li className="flex min-h-7 items-center gap-3 text-body">
      <Icon aria-hidden="true" size={14} strokeWidth={2.1} className={`shrink-0 ${tone}`} />
      <span className="w-9 shrink-0 font-medium">
        {names[step.layer]}
        <span className="sr-only">{`, ${word}`}</span>
      </span>
      <span className={`min-w-0 flex-1 break-words ${step.result === 'failed' ? 'text-bad' : 'text-ink-2'}`}>
        <OutsideText>{step.finding}</OutsideText>
      </span>
      <span aria-hidden="true" className="relative h-2 w-24 shrink-0 bg-sunk max-phone:hidden">
        {isAsked ? (
          <span
            className={`absolute inset-y-0 min-w-0.5 ${step.result === 'ok' ? 'bg-c-applied' : 'bg-c-error'}`}
            style={{ left: shareOf(step.startMs, totalMs), width: shareOf(step.tookMs, totalMs) }}
          />
        ) : null}
      </span>
      <span className="w-14 shrink-0 text-right">{isAsked ? formatLatency(step.tookMs) : ''}</span>
    </li>
  );
}

const shareOf = (ms: number, totalMs: number) => `${totalMs <= 0 ? 0 : Math.min(100, (ms / totalMs) * 100)}%`;
