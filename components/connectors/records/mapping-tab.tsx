'use client';

import { type ReactNode, useState } from 'react';

import { useNavFacts } from '@/components/shell/nav-query';
import { Button } from '@/components/ui/button';
import { Dialog } from '@/components/ui/dialog';
import { SegmentedControl } from '@/components/ui/segmented-control';
import { type ConnectorAnswer } from '@/lib/connectors/connector-answers';
import { type ConditionFields, conditionText } from '@/lib/connectors/records/filter-form';
import { rowChangesText, type RowFields } from '@/lib/connectors/records/mapping-form';
import { type RecordConfig } from '@/lib/connectors/record-kinds';
import { type Condition } from '@/lib/connectors/records/record-config';
import { recordNoun } from '@/lib/connectors/review-words';
import { formatCounted } from '@/lib/text/format';

import { FormProblem } from '../form-parts';
import { OutdatedSettings } from '../outdated-settings';
import { useBackfill } from '../use-backfill';
import { type SettingsEdit } from '../use-settings-edit';
import { RecordPreview } from './record-preview';
import { SaveBar } from './save-bar';
import { TakesPart } from './takes-part';
import { useSaveKey } from './use-save-key';

/** What the tab edits of the settings. */
type MappingEdit = SettingsEdit<{ rows: RowFields[]; conditions: ConditionFields[] }>;

interface MappingTabProps {
  connector: ConnectorAnswer;
  edit: MappingEdit;
  /** The settings as they are edited; null while they cannot be saved. */
  config: RecordConfig | null;
  /** Who takes part as it is saved. */
  filter: readonly Condition[];
  /** The person is an operator: may preview. */
  mayAct: boolean;
  mayEdit: boolean;
  /** The rows. */
  children: ReactNode;
}

/** What goes where, and at the right what would be sent. */
export function MappingTab({ connector, edit, config, filter, mayAct, mayEdit, children }: MappingTabProps) {
  return (
    <div className="flex flex-1 max-wide:flex-col">
      <div className="flex min-w-0 flex-1 flex-col">
        {edit.isOutdated ? <OutdatedSettings onLoad={edit.discard} /> : null}
        {children}
        <div className="border-t px-6 py-4 max-phone:px-3">
          <h2 className="mb-1 text-heading">Takes part</h2>
          {mayEdit ? (
            <TakesPart conditions={edit.fields.conditions} onChange={(conditions) => edit.change({ conditions })} />
          ) : (
            <p className="text-body">{filterText(filter)}</p>
          )}
        </div>
        {mayEdit ? <Unsaved connector={connector} edit={edit} /> : <ReadOnly />}
      </div>
      {mayAct ? (
        <aside
          aria-label="What would be sent"
          className="w-[424px] shrink-0 border-l max-wide:w-full max-wide:border-t max-wide:border-l-0"
        >
          <RecordPreview connector={connector} config={config} />
        </aside>
      ) : null}
    </div>
  );
}

function filterText(filter: readonly Condition[]): string {
  return filter.length === 0 ? 'Every user takes part.' : filter.map(conditionText).join(' and ');
}

function ReadOnly() {
  return (
    <p className="px-6 py-3 text-small text-ink-2 max-phone:px-3">Only an administrator can change the mapping.</p>
  );
}

function Unsaved({ connector, edit }: { connector: ConnectorAnswer; edit: MappingEdit }) {
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

/** From now on, or for every user that is here already. A draft has written nobody yet. */
function SaveDialog({ connector, edit, isOpen, onClose }: SaveDialogProps) {
  const [scope, setScope] = useState<'now' | 'all'>('now');
  const fill = useBackfill(connector.id);
  const users = useNavFacts()?.users ?? null;
  const count = users === null ? 'every user' : formatCounted(users, 'user');
  const noun = recordNoun(connector.kind).toLowerCase();
  const save = () => {
    onClose();
    edit.save(() => {
      if (scope === 'all') fill.mutate();
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
      {connector.state === 'draft' ? null : (
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
      )}
      <p role="status">
        {scope === 'now'
          ? `A ${noun} gets the new values when its user changes next.`
          : `${count} are looked at by the new mapping, beside what changes now. What has the same values is not written.`}
      </p>
    </Dialog>
  );
}

interface SaveDialogProps {
  connector: ConnectorAnswer;
  edit: MappingEdit;
  isOpen: boolean;
  onClose: () => void;
}
