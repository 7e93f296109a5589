'use client';

import { type SubmitEvent, useState } from 'react';

import { Button } from '@/components/ui/button';
import { OutsideText } from '@/components/ui/outside-text';
import { type ConnectorAnswer } from '@/lib/connectors/connector-answers';
import { type RestConfig } from '@/lib/connectors/rest/rest-config';
import { restFieldsOf } from '@/lib/connectors/rest/rest-form';

import { OutdatedSettings } from '../outdated-settings';
import { PolicyView } from '../records/policy-list';
import { SaveBar } from '../records/save-bar';
import { useSaveKey } from '../records/use-save-key';
import { RestCheck, useRestCheck } from './rest-check';
import { RestForm } from './rest-form';
import { useRestEdit } from './use-rest-edit';

interface RestSettingsProps {
  connector: ConnectorAnswer;
  config: RestConfig;
  mayEdit: boolean;
}

/** Everything that is set but the mapping, in the same form as at the beginning. */
export function RestSettings({ connector, config, mayEdit }: RestSettingsProps) {
  if (mayEdit) return <EditForm connector={connector} config={config} />;
  return (
    <>
      <p className="mb-2 text-body break-words">
        <OutsideText>{config.baseUrl}</OutsideText>
      </p>
      <PolicyView fields={restFieldsOf(connector, config).policies} />
      <p className="mt-2 text-small text-ink-2">Only an administrator can change settings.</p>
    </>
  );
}

function EditForm({ connector, config }: Omit<RestSettingsProps, 'mayEdit'>) {
  const edit = useRestEdit(connector, config);
  const save = () => edit.save(() => undefined);
  useSaveKey(save, edit.isChanged && !edit.isOutdated);
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    save();
  };
  if (edit.isOutdated) return <OutdatedSettings onLoad={edit.discard} />;
  return (
    <form aria-label="Settings" onSubmit={submit} noValidate>
      <RestForm fields={edit.fields} onChange={edit.change} problem={edit.problem} hasSecret />
      {edit.isChanged ? (
        <SaveBar
          text="Changes, not saved"
          note={`against version ${connector.configVersion}`}
          label="Save"
          isBusy={edit.isSaving}
          isOff={false}
          onDiscard={edit.discard}
        />
      ) : null}
    </form>
  );
}

/** Looks at the CRM once more, when somebody wants to know. */
export function CheckRest({ connector }: { connector: ConnectorAnswer }) {
  const [isWanted, setIsWanted] = useState(false);
  const check = useRestCheck(connector, isWanted);
  if (isWanted) return <RestCheck check={check} />;
  return <Button onClick={() => setIsWanted(true)}>Check the CRM</Button>;
}
