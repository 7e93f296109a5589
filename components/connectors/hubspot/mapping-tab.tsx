'use client';

import { useState } from 'react';

import { useNavFacts } from '@/components/shell/nav-query';
import { useAnnounce } from '@/components/ui/announcer';
import { Button } from '@/components/ui/button';
import { Dialog } from '@/components/ui/dialog';
import { SegmentedControl } from '@/components/ui/segmented-control';
import { type ConnectorAnswer } from '@/lib/connectors/connector-answers';
import { conditionText } from '@/lib/connectors/records/filter-form';
import { rowChangesText } from '@/lib/connectors/records/mapping-form';
import { type HubspotConfig } from '@/lib/connectors/records/record-config';
import { formatCounted } from '@/lib/text/format';

import { FormProblem } from '../form-parts';
import { OutdatedSettings } from '../outdated-settings';
import { MappingEditor } from './mapping-editor';
import { RecordPreview } from './record-preview';
import { SaveBar } from './save-bar';
import { useFill } from './start-step';
import { TakesPart } from './takes-part';
import { type HubspotEdit, useHubspotEdit } from './use-hubspot-edit';
import { useSaveKey } from './use-save-key';

interface MappingTabProps {
  connector: ConnectorAnswer;
  config: HubspotConfig;
  /** The person is an operator: may preview. */
  mayAct: boolean;
  mayEdit: boolean;
}

/** What goes where, and at the right what would be sent. */
export function MappingTab({ connector, config, mayAct, mayEdit }: MappingTabProps) {
  const edit = useHubspotEdit(connector, config);
  return (
    <div className="flex flex-1 max-wide:flex-col">
      <div className="flex min-w-0 flex-1 flex-col">
        {edit.isOutdated ? <OutdatedSettings onLoad={edit.discard} /> : null}
        <MappingEditor connector={connector} edit={edit} mayEdit={mayEdit} />
        <div className="border-t px-6 py-4 max-phone:px-3">
          <h2 className="mb-1 text-heading">Takes part</h2>
          {mayEdit ? (
            <TakesPart conditions={edit.fields.conditions} onChange={(conditions) => edit.change({ conditions })} />
          ) : (
            <p className="text-body">{filterText(config)}</p>
          )}
        </div>
        {mayEdit ? <Unsaved connector={connector} edit={edit} /> : <ReadOnly />}
      </div>
      {mayAct ? (
        <aside
          aria-label="What would be sent"
          className="w-[424px] shrink-0 border-l max-wide:w-full max-wide:border-t max-wide:border-l-0"
        >
          <RecordPreview connector={connector} config={edit.input?.config ?? null} />
        </aside>
      ) : null}
    </div>
  );
}

function filterText({ policies: { filter } }: HubspotConfig): string {
  return filter.length === 0 ? 'Every user takes part.' : filter.map(conditionText).join(' and ');
}

function ReadOnly() {
  return (
    <p className="px-6 py-3 text-small text-ink-2 max-phone:px-3">Only an administrator can change the mapping.</p>
  );
}

function Unsaved({ connector, edit }: { connector: ConnectorAnswer; edit: HubspotEdit }) {
  const [isAsking, setIsAsking] = useState(false);
  const isOff = edit.input === null || edit.isOutdated;
  useSaveKey(() => setIsAsking(true), edit.isChanged && !isOff);
  if (!edit.isChanged && !edit.isOutdated) return null;
  const rows = rowChangesText(edit.saved.rows, edit.fields.rows);
  return (
    <>
      <div className="px-6 pt-3 max-phone:px-3">
        <FormProblem problem={edit.problem} />
      </div>
      <div className="flex-1" />
      <SaveBar
        text={rows === '' ? 'Changes, not saved' : rows}
        note={
          edit.input === null ? 'a row or a condition is not complete' : `against version ${connector.configVersion}`
        }
        label={`Save version ${connector.configVersion + 1}…`}
        isBusy={edit.isSaving}
        isOff={isOff}
        onDiscard={edit.discard}
        onSave={() => setIsAsking(true)}
      />
      <SaveDialog connector={connector} edit={edit} isOpen={isAsking} onClose={() => setIsAsking(false)} />
    </>
  );
}

interface SaveDialogProps {
  connector: ConnectorAnswer;
  edit: HubspotEdit;
  isOpen: boolean;
  onClose: () => void;
}

/** From now on, or for every user that is here already. */
function SaveDialog({ connector, edit, isOpen, onClose }: SaveDialogProps) {
  const [scope, setScope] = useState<'now' | 'all'>('now');
  const fill = useFill(connector.id);
  const announce = useAnnounce();
  const users = useNavFacts()?.users ?? null;
  const count = users === null ? 'every user' : formatCounted(users, 'user');
  const save = () => {
    onClose();
    edit.save(() => {
      if (scope === 'all')
        fill.mutate(undefined, { onSuccess: () => announce(`${count} are brought into step`, 'fill') });
    });
  };
  return (
    <Dialog
      open={isOpen}
      onOpenChange={(open) => (open ? undefined : onClose())}
      title={`Save version ${connector.configVersion + 1}?`}
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button variant="primary" onClick={save}>
            {scope === 'now' ? 'Save from now on' : `Save and bring ${count} into step`}
          </Button>
        </>
      }
    >
      <SegmentedControl
        label="Applies to"
        value={scope}
        onValueChange={setScope}
        options={[
          { value: 'now', label: 'From now on' },
          { value: 'all', label: 'Also every user' },
        ]}
        className="my-2 w-fit"
      />
      <p role="status">
        {scope === 'now'
          ? 'A contact gets the new values when its user changes next.'
          : `${count} are looked at by the new mapping, beside what changes now. Contacts with the same values are not written.`}
      </p>
    </Dialog>
  );
}
