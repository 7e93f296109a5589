import { FieldDiff } from '@/components/parts/field-diff';
import { SectionHead } from '@/components/ui/page-parts';
import { type ExpectedChanges, type ExpectedEffect } from '@/lib/deliveries/expected-changes';
import { splitNoise } from '@/lib/events/changed-text';

const words: Record<Exclude<ExpectedEffect, 'changes' | 'appears'>, string> = {
  deletes: 'It deletes the user.',
  nothing: 'The mirrored user has all of it already.',
  late: 'A newer event of the user is here: this one fills in at most what that left open.',
  gone: 'The user is deleted here, and stays so.',
  no_rule: 'The mirror takes no events of this type: it is kept as it comes.',
  untold: 'Auth0’s copy does not tell.',
};

/** What the event would change once it arrives, as far as Auth0's copy tells. */
export function ExpectedChangesView({ expected: { effect, changes } }: { expected: ExpectedChanges }) {
  const { shown, hidden } = splitNoise(changes);
  const isTold = effect === 'changes' || effect === 'appears';
  return (
    <section aria-label="Changes">
      <SectionHead title="Changes" note={isTold ? basis[effect] : undefined} />
      {isTold ? <FieldDiff changes={shown} hidden={hidden} /> : <p className="text-body text-ink-2">{words[effect]}</p>}
    </section>
  );
}

const basis = {
  changes: 'once it arrives, against the user as mirrored now',
  appears: 'once it arrives, against nothing: the user is not mirrored',
};
