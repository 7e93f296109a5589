import { Check, Minus, X } from 'lucide-react';

import { cn } from '@/components/ui/cn';
import { OutsideText } from '@/components/ui/outside-text';
import { type HubspotCheck } from '@/lib/connectors/connector-answers';
import { hubspotScopes } from '@/lib/connectors/hubspot/hubspot-steps';

type Scope = HubspotCheck['scopes'][number];

function lookOf({ isGranted, isNeeded }: Scope) {
  if (isGranted === true) return { icon: Check, tone: 'text-ok', word: 'granted', end: null };
  if (isGranted === null) return { icon: Minus, tone: 'text-ink-3', word: 'not known', end: 'not told by HubSpot' };
  if (isNeeded) return { icon: X, tone: 'text-bad', word: 'missing', end: 'missing' };
  return { icon: Minus, tone: 'text-ink-3', word: 'not granted', end: 'optional, not granted' };
}

/** What a key may do: each scope with its mark, and what it is for. */
export function ScopeList({ portal, scopes }: HubspotCheck) {
  return (
    <ul aria-label="Scopes of the key" className="border-t">
      {portal === null ? null : (
        <li className="flex min-h-9 flex-wrap items-center gap-x-3 border-b py-1">
          <Check aria-label="fine" size={16} strokeWidth={1.75} className="shrink-0 text-ok" />
          <span className="w-64 text-body">Key accepted</span>
          <span className="text-small text-ink-2">
            <OutsideText>{`portal ${portal.id}, ${portal.timeZone}`}</OutsideText>
          </span>
        </li>
      )}
      {scopes.map((scope) => (
        <ScopeRow key={scope.name} scope={scope} />
      ))}
    </ul>
  );
}

function ScopeRow({ scope }: { scope: Scope }) {
  const { icon: Icon, tone, word, end } = lookOf(scope);
  const use = hubspotScopes.find(({ name }) => name === scope.name)?.use ?? '';
  const isBad = word === 'missing';
  return (
    <li className="flex min-h-9 flex-wrap items-center gap-x-3 border-b py-1">
      <Icon aria-label={word} size={16} strokeWidth={1.75} className={cn('shrink-0', tone)} />
      <code className={cn('w-64 text-mono', isBad && 'font-semibold', scope.isGranted === null && 'text-ink-2')}>
        {scope.name}
      </code>
      <span className="min-w-0 flex-1 text-small text-ink-2">{use}</span>
      {end === null ? null : <span className={cn('text-small', isBad ? 'text-bad' : 'text-ink-3')}>{end}</span>}
    </li>
  );
}
