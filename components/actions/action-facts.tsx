'use client';

import { useQuery } from '@tanstack/react-query';

import { toApiError } from '@/components/data/api';
import { Def, DefinitionList } from '@/components/ui/definition-list';
import { OutsideText } from '@/components/ui/outside-text';
import { SectionHead } from '@/components/ui/page-parts';
import { SkeletonText } from '@/components/ui/skeleton';
import { TextLink } from '@/components/ui/text-link';
import { deploymentWords } from '@/lib/streams/action';
import { type ListedAction } from '@/lib/streams/action-answers';

import { actionsQuery } from '@/components/data/action-queries';

/** The Action that an event stream calls: its name, what runs of it, and where to change it. */
export function ActionFacts({ id }: { id: string }) {
  const { data, error } = useQuery(actionsQuery);
  const action = data?.actions.find((listed) => listed.id === id);
  return (
    <section aria-label="Action" className="mt-4">
      <SectionHead title="Action" />
      {data === undefined && error === null ? <SkeletonText lines={3} /> : null}
      {error === null || data !== undefined ? null : <Refused error={error} />}
      {data !== undefined && action === undefined ? (
        <p className="text-body text-bad">
          Auth0 has no such Action any more: every delivery of this event stream fails until it is made anew.
        </p>
      ) : null}
      {action === undefined ? null : <Facts action={action} />}
    </section>
  );
}

function Refused({ error }: { error: Error }) {
  const { detail, title } = toApiError(error);
  return (
    <p className="text-body text-ink-2">
      Its name is not known here. <OutsideText>{detail || title}</OutsideText>
    </p>
  );
}

function Facts({ action }: { action: ListedAction }) {
  const { name, status, secrets, deployedVersion, dashboardUrl } = action;
  return (
    <DefinitionList>
      <Def label="Name">
        <OutsideText>{name}</OutsideText>
      </Def>
      <Def label="Deployed">
        <span className={deployedVersion === null ? 'text-bad' : undefined}>{deploymentWords(action)}</span>
      </Def>
      <Def label="Draft">
        <OutsideText>{status}</OutsideText>
      </Def>
      <Def label="Secrets">
        {secrets.length === 0 ? 'none' : <OutsideText className="text-mono">{secrets.join(', ')}</OutsideText>}
      </Def>
      {dashboardUrl === null ? null : (
        <Def label="Code">
          <TextLink inText external href={dashboardUrl} target="_blank" rel="noreferrer">
            Open in Auth0
          </TextLink>
        </Def>
      )}
    </DefinitionList>
  );
}
