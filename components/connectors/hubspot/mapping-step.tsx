'use client';

import { type ConnectorAnswer } from '@/lib/connectors/connector-answers';

import { FormProblem } from '../form-parts';
import { OutdatedSettings } from '../outdated-settings';
import { HubspotMapping } from './hubspot-mapping';
import { RecordPreview } from '../records/record-preview';
import { StepFoot } from './step-foot';
import { type HubspotEdit } from './use-hubspot-edit';

interface MappingStepProps {
  connector: ConnectorAnswer;
  edit: HubspotEdit;
  onBack: () => void;
  onNext: () => void;
}

/** Step 4: what goes where, and what would be sent. */
export function MappingStep({ connector, edit, onBack, onNext }: MappingStepProps) {
  return (
    <div className="flex flex-col">
      <h2 className="text-sentence">What goes where</h2>
      <p className="mb-4 text-body text-ink-2">
        Each row fills a property of the contact. The preview reads contacts and writes nothing.
      </p>
      {edit.isOutdated ? <OutdatedSettings onLoad={edit.discard} /> : null}
      <div className="flex flex-col gap-4 [&>section]:border">
        <HubspotMapping connector={connector} edit={edit} mayEdit />
        <RecordPreview connector={connector} config={edit.input?.config ?? null} />
      </div>
      <FormProblem problem={edit.problem} />
      <StepFoot
        onBack={onBack}
        onNext={() => edit.save(onNext)}
        reason={edit.input === null ? 'Next opens when every row is complete' : null}
        isBusy={edit.isSaving}
      />
    </div>
  );
}
