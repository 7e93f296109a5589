'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Plus } from 'lucide-react';

import { postJson } from '@/components/data/api';
import { useAnnounce } from '@/components/ui/announcer';
import { Button } from '@/components/ui/button';
import { Def, DefinitionList } from '@/components/ui/definition-list';
import { OutsideText } from '@/components/ui/outside-text';
import { SkeletonText } from '@/components/ui/skeleton';
import { type ConnectorAnswer, type ConnectorCheckAnswer, type HubspotCheck } from '@/lib/connectors/connector-answers';
import { mappingFindings, portalReason } from '@/lib/connectors/hubspot/hubspot-steps';
import { apiPaths } from '@/lib/paths';
import { formatCounted } from '@/lib/text/format';

import { Findings } from '../findings';
import { useFailure } from '../use-connector-act';
import { targetListQuery } from './hubspot-queries';
import { StepFoot } from './step-foot';
import { type HubspotChecked } from './use-hubspot-check';

interface PortalStepProps {
  connector: ConnectorAnswer;
  check: HubspotChecked;
  onBack: () => void;
  onNext: () => void;
}

/** Step 2: whose key it is, and whether the properties are there. */
export function PortalStep({ connector, check, onBack, onNext }: PortalStepProps) {
  const { data } = check;
  const hubspot = data?.hubspot;
  return (
    <div className="max-w-[640px]">
      <h2 className="text-sentence">{portalTitle(hubspot)}</h2>
      <p className="mb-4 text-body text-ink-2">
        Contacts are found by the property auth0_user_id. It has to be there before Start.
      </p>
      {data === undefined ? <SkeletonText lines={5} className="max-w-[420px]" /> : null}
      {hubspot === undefined || hubspot.portal === null ? null : <Portal portal={hubspot.portal} />}
      {data === undefined ? null : (
        <Properties connector={connector} check={data} onMade={() => void check.refetch()} />
      )}
      <StepFoot onBack={onBack} onNext={onNext} reason={portalReason(data)} />
    </div>
  );
}

function portalTitle(hubspot: HubspotCheck | undefined): string {
  if (hubspot === undefined || hubspot.portal === null) return 'The portal';
  const { missing } = hubspot;
  if (missing.length === 0) return 'The portal has every property';
  return `${formatCounted(missing.length, 'property is', 'properties are')} missing`;
}

function Portal({ portal: { id, timeZone, uiDomain } }: { portal: NonNullable<HubspotCheck['portal']> }) {
  return (
    <DefinitionList ruled className="border-t">
      <Def label="Portal" mono>
        <OutsideText>{id}</OutsideText>
      </Def>
      <Def label="Pages at" mono>
        <OutsideText>{uiDomain}</OutsideText>
      </Def>
      <Def label="Time zone">
        <OutsideText>{timeZone}</OutsideText>: a daily limit ends at its midnight
      </Def>
      <Def label="Limits">
        Four fifths of the requests that HubSpot allows in ten seconds are used at most, so that other apps of the
        portal get on
      </Def>
    </DefinitionList>
  );
}

interface PropertiesProps {
  connector: ConnectorAnswer;
  check: ConnectorCheckAnswer;
  onMade: () => void;
}

/** What the mapping needs there, and a way to make what is missing. */
export function Properties({ connector: { id }, check, onMade }: PropertiesProps) {
  const missing = check.hubspot?.missing ?? [];
  const mayMake = check.hubspot?.scopes.find(({ name }) => name === 'crm.schemas.contacts.write')?.isGranted !== false;
  return (
    <section aria-label="Properties" className="mt-6">
      <h3 className="mb-2 text-heading">Properties</h3>
      {missing.length === 0 ? (
        <Findings findings={mappingFindings(check)} />
      ) : (
        <>
          <ul aria-label="Missing properties" className="border-t">
            {missing.map(({ name, label, isUnique }) => (
              <li key={name} className="flex min-h-9 flex-wrap items-center gap-x-3 border-b py-1">
                <code className="w-52 text-mono">
                  <OutsideText>{name}</OutsideText>
                </code>
                <span className="min-w-0 flex-1 text-body text-ink-2">
                  <OutsideText>{label}</OutsideText>
                </span>
                <span className="text-small text-ink-2">{isUnique ? 'text, unique' : 'text'}</span>
              </li>
            ))}
          </ul>
          <MakeThem id={id} count={missing.length} mayMake={mayMake} onMade={onMade} />
        </>
      )}
    </section>
  );
}

interface MakeThemProps {
  id: number;
  count: number;
  mayMake: boolean;
  onMade: () => void;
}

function MakeThem({ id, count, mayMake, onMade }: MakeThemProps) {
  const queries = useQueryClient();
  const announce = useAnnounce();
  const failed = useFailure();
  const { mutate, isPending } = useMutation({
    mutationFn: () => postJson<ConnectorCheckAnswer>(apiPaths.connectorAct(id, 'properties')),
    onSuccess: () => announce('The properties were made', 'connector-properties'),
    onError: (thrown) => failed('The properties were not made', thrown),
    onSettled: () => {
      void queries.invalidateQueries({ queryKey: targetListQuery(id).queryKey });
      onMade();
    },
  });
  if (!mayMake) {
    return (
      <p className="mt-2 text-body text-ink-2">
        The key lacks crm.schemas.contacts.write. Give it that scope, or make them in HubSpot as single-line text,
        auth0_user_id with unique values.
      </p>
    );
  }
  return (
    <div className="mt-3 flex flex-wrap items-center gap-x-3 gap-y-1">
      <Button icon={Plus} variant="primary" busy={isPending} onClick={() => mutate()}>
        {count === 1 ? 'Make it' : `Make them`}
      </Button>
      <span className="text-small text-ink-2">
        {`${formatCounted(count, 'property', 'properties')} in a group “Auth0” of the portal. No contact is touched.`}
      </span>
    </div>
  );
}
