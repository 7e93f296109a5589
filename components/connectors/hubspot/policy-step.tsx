'use client';

import { OutdatedSettings } from '../outdated-settings';
import { PolicyList } from '../records/policy-list';
import { StepFoot } from './step-foot';
import { TakesPart } from '../records/takes-part';
import { type HubspotEdit } from './use-hubspot-edit';

interface PolicyStepProps {
  edit: HubspotEdit;
  onBack: () => void;
  onNext: () => void;
}

/** Step 3: whose contact is whose, and what happens in the cases that each team decides for itself. */
export function PolicyStep({ edit, onBack, onNext }: PolicyStepProps) {
  const { fields, change } = edit;
  return (
    <div className="max-w-[640px]">
      <h2 className="text-sentence">How users and contacts belong together</h2>
      <p className="mb-4 text-body text-ink-2">Each line is a rule. The first that applies decides.</p>
      {edit.isOutdated ? <OutdatedSettings onLoad={edit.discard} /> : null}
      <PolicyList fields={fields.policies} onChange={(policies) => change({ policies })} problem={edit.problem} />
      <h3 className="mt-6 mb-1 text-heading">Who takes part</h3>
      <TakesPart conditions={fields.conditions} onChange={(conditions) => change({ conditions })} />
      <StepFoot
        onBack={onBack}
        onNext={() => edit.save(onNext)}
        reason={edit.input === null ? 'Next opens when every condition is complete' : null}
        isBusy={edit.isSaving}
      />
    </div>
  );
}
