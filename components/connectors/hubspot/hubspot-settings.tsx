'use client';

import { type SubmitEvent, useState } from 'react';

import { OutsideText } from '@/components/ui/outside-text';
import { Button } from '@/components/ui/button';
import { TextField } from '@/components/ui/text-field';
import { type ConnectorAnswer } from '@/lib/connectors/connector-answers';
import { type HubspotConfig } from '@/lib/connectors/records/record-config';

import { FormProblem } from '../form-parts';
import { OutdatedSettings } from '../outdated-settings';
import { GiveKey } from './give-key';
import { KeyCheck } from './key-step';
import { PolicyList, PolicyView } from '../records/policy-list';
import { Properties } from './portal-step';
import { SaveBar } from '../records/save-bar';
import { useHubspotCheck } from './use-hubspot-check';
import { useHubspotEdit } from './use-hubspot-edit';
import { useSaveKey } from '../records/use-save-key';

interface HubspotSettingsProps {
  connector: ConnectorAnswer;
  config: HubspotConfig;
  mayEdit: boolean;
}

/** Name, matching and policies: the same sentences as in the set-up. */
export function HubspotSettings({ connector, config, mayEdit }: HubspotSettingsProps) {
  const edit = useHubspotEdit(connector, config);
  const { fields, change, problem } = edit;
  const save = () => edit.save(() => undefined);
  const isOff = edit.input === null || edit.isOutdated;
  useSaveKey(save, mayEdit && edit.isChanged && !isOff);
  if (!mayEdit) {
    return (
      <>
        <PolicyView fields={fields.policies} />
        <p className="mt-2 text-small text-ink-2">Only an administrator can change settings.</p>
      </>
    );
  }
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    save();
  };
  return (
    <form aria-label="Settings" onSubmit={submit} noValidate>
      {edit.isOutdated ? <OutdatedSettings onLoad={edit.discard} /> : null}
      <div className="mb-4 max-w-72">
        <TextField
          label="Name"
          value={fields.name}
          onChange={(name) => change({ name })}
          maxLength={80}
          error={problem?.field === 'name' ? problem.words : undefined}
        />
      </div>
      <PolicyList
        fields={fields.policies}
        onChange={(policies) => change({ policies })}
        problem={problem?.field === 'name' ? null : problem}
      />
      {edit.isChanged || edit.isOutdated ? (
        <SaveBar
          text="Changes, not saved"
          note={`against version ${connector.configVersion}`}
          label="Save"
          isBusy={edit.isSaving}
          isOff={isOff}
          onDiscard={edit.discard}
        />
      ) : null}
    </form>
  );
}

/** The key: when it was set and by whom, a way to give another one, and what a check finds. */
export function HubspotKey({ connector, config, mayEdit }: HubspotSettingsProps) {
  const [isWanted, setIsWanted] = useState(false);
  const check = useHubspotCheck(connector, isWanted);
  const portal = check.data?.hubspot?.portal ?? null;
  return (
    <>
      <GiveKey connector={connector} mayEdit={mayEdit} onGiven={() => setIsWanted(true)} />
      {mayEdit && !isWanted ? (
        <Button onClick={() => setIsWanted(true)} className="mt-3">
          Check the key
        </Button>
      ) : null}
      {isWanted ? <KeyCheck check={check} /> : null}
      {portal === null ? null : <PortalNote connector={connector} config={config} portal={portal} />}
      {check.data === undefined || portal === null ? null : (
        <Properties connector={connector} check={check.data} onMade={() => void check.refetch()} />
      )}
    </>
  );
}

interface PortalNoteProps extends Omit<HubspotSettingsProps, 'mayEdit'> {
  /** The portal that the key is of. */
  portal: NonNullable<HubspotConfig['portal']>;
}

/** What is to be said where the key's portal is not the one on record. */
function PortalNote({ connector, config, portal }: PortalNoteProps) {
  const edit = useHubspotEdit(connector, config);
  const known = config.portal;
  if (known !== null && known.id !== portal.id) {
    return (
      <p role="alert" className="mt-3 text-body break-words text-bad">
        <OutsideText>
          {`This key is of portal ${portal.id}; contacts are linked in portal ${known.id}. Give a key of that portal, or make another connector for this one.`}
        </OutsideText>
      </p>
    );
  }
  if (known !== null && known.timeZone === portal.timeZone && known.uiDomain === portal.uiDomain) return null;
  return (
    <div className="mt-3 flex flex-wrap items-center gap-x-3 gap-y-2">
      <p className="min-w-0 flex-1 text-body">
        <OutsideText>{`HubSpot says: portal ${portal.id}, ${portal.timeZone}, pages at ${portal.uiDomain}.`}</OutsideText>
      </p>
      <Button busy={edit.isSaving} onClick={() => edit.save(() => undefined, { portal })}>
        Put it on record
      </Button>
      <FormProblem problem={edit.problem} />
    </div>
  );
}
