import { ExternalLink } from 'lucide-react';

import { ButtonLink } from '@/components/ui/button';
import { CopyButton } from '@/components/ui/copy-button';
import { hubspotScopes } from '@/lib/connectors/hubspot/hubspot-steps';

/** Leads to the account that the person is signed in to there. */
const hubspotPage = 'https://app.hubspot.com/';

const scopeList = hubspotScopes.map(({ name }) => name).join('\n');

/** Where a service key is made, and what it needs. */
export function KeyGuide() {
  return (
    <ol aria-label="Make a service key" className="mb-5 border-t">
      <li className="flex min-h-10 items-center gap-3 border-b py-1.5">
        <span aria-hidden="true" className="text-small text-ink-3">
          1
        </span>
        <span className="min-w-0 flex-1 text-body">
          In HubSpot open <strong className="font-semibold">Development → Keys → Service keys</strong> and create a key.
        </span>
        <ButtonLink href={hubspotPage} external target="_blank" rel="noreferrer" icon={ExternalLink}>
          Open HubSpot
        </ButtonLink>
      </li>
      <li className="flex min-h-10 items-start gap-3 border-b py-1.5">
        <span aria-hidden="true" className="mt-1 text-small text-ink-3">
          2
        </span>
        <div className="mt-1 min-w-0 flex-1 text-body">
          Give it these scopes, then copy the key.
          <ul aria-label="Scopes" className="mt-1 mb-1">
            {hubspotScopes.map(({ name, use }) => (
              <li key={name} className="flex flex-wrap gap-x-3">
                <code className="w-58 text-mono">{name}</code>
                <span className="text-small leading-5 text-ink-2">{use}</span>
              </li>
            ))}
          </ul>
        </div>
        <CopyButton value={scopeList} what="scopes" text="Copy scopes" />
      </li>
    </ol>
  );
}
