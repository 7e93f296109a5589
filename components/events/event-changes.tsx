import { splitNoise } from '@/lib/events/changed-text';
import { type EventView } from '@/lib/story/event-view';
import { isUserType } from '@/lib/events/event-types';
import { outcomeText } from '@/lib/events/outcome-text';
import { FieldDiff } from '../parts/field-diff';
import { SectionHead } from '../ui/page-parts';

/** The store keeps this many changes of an event. */
const mostChanges = 64;

/** What the event changed in the mirrored user, against the state just before it in event order. */
export function EventChanges({ view }: { view: EventView }) {
  const { shown, hidden } = splitNoise(view.changes);
  const isFull = Math.max(view.changes.length, view.firstValues.length) >= mostChanges;
  return (
    <section aria-label="Changes">
      <SectionHead title="Changes" aside={<span className="text-small text-ink-2">{basis(view)}</span>} />
      {shown.length === 0 ? <p className="text-body text-ink-2">{nothingText(view, hidden.length)}</p> : null}
      {view.changes.length > 0 ? <FieldDiff changes={shown} hidden={hidden} /> : null}
      {view.firstValues.length > 0 ? <FieldDiff changes={view.firstValues} /> : null}
      {isFull ? <p className="text-small text-ink-2">These are the first {mostChanges} changed fields.</p> : null}
    </section>
  );
}

function basis(view: EventView): string | null {
  if (view.firstValues.length > 0) return 'against nothing';
  return view.changes.length === 0 ? null : 'against the version before it';
}

function nothingText(view: EventView, hiddenCount: number): string {
  if (hiddenCount > 0) return 'Nothing but the fields every sign-in touches.';
  if (view.outcome === 'test') return 'A test event is no part of the mirror, so there is nothing to compare it with.';
  if (view.outcome === 'error') return `Not understood: ${outcomeText(view)}.`;
  if (!isUserType(view.type)) return 'Events of this type are kept as they came; the mirror has no rule for them.';
  if (!view.rowChanged) return 'This event changed nothing in the mirrored user.';
  if (view.type === 'user.deleted') return 'The user was deleted; the last profile is kept.';
  return 'The user appeared with this event, with these values.';
}
