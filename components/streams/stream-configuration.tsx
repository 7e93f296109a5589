import { Pencil } from 'lucide-react';
import { type ReactNode } from 'react';
import { Button } from '@/components/ui/button';
import { Def, DefinitionList } from '@/components/ui/definition-list';
import { EventTypeIcon } from '@/components/parts/event-type';
import { OutsideText } from '@/components/ui/outside-text';
import { SectionHead } from '@/components/ui/page-parts';
import { Time } from '@/components/ui/time';
import { eventFamily } from '@/lib/events/event-types';
import { type EventStream } from '@/lib/streams/stream';
import { credentialText, destinationKind, type StreamDetailAnswer } from '@/lib/streams/stream-view';
import { isolatedText } from '@/lib/text/outside-text';
import { BridgeGuideSection } from './bridge-guide-section';
import { DeleteStream } from './edit/delete-stream';
import { EditStream } from './edit/edit-stream';

interface StreamConfigurationProps {
  answer: StreamDetailAnswer;
  /** About the Action that it calls; null for other destinations. */
  action: ReactNode;
  /** The person may change and delete it. */
  mayManage: boolean;
  isEditing: boolean;
  onEdit: (isEditing: boolean) => void;
}

/** What the event stream is set to, as Auth0 tells it. It never tells a secret. */
export function StreamConfiguration({ answer, action, mayManage, isEditing, onEdit }: StreamConfigurationProps) {
  const { stream } = answer;
  if (isEditing) return <EditStream answer={answer} onClose={() => onEdit(false)} />;
  return (
    <div className="flex flex-1 max-rail:flex-col">
      <section className="min-w-0 flex-1 px-6 py-3 max-phone:px-3">
        <SectionHead title="Subscriptions" count={stream.subscriptions.length} />
        <Subscriptions types={stream.subscriptions} />
        <BridgeGuideSection answer={answer} />
      </section>
      <section className="w-[440px] shrink-0 border-l px-5 py-3 max-rail:w-full max-rail:border-t max-rail:border-l-0 max-rail:px-6 max-phone:px-3">
        <SectionHead
          title="Destination"
          aside={
            mayManage ? (
              <Button icon={Pencil} onClick={() => onEdit(true)}>
                Edit…
              </Button>
            ) : undefined
          }
        />
        <DestinationFacts stream={stream} />
        {action}
        {mayManage ? <DeleteStream answer={answer} /> : null}
      </section>
    </div>
  );
}

function Subscriptions({ types }: { types: readonly string[] }) {
  const families = [...new Set(types.map(eventFamily))];
  if (types.length === 0)
    return <p className="text-body text-ink-2">It subscribes to nothing, so Auth0 sends nothing.</p>;
  return (
    <div className="flex flex-wrap gap-x-12 gap-y-4">
      {families.map((family) => (
        <div key={family}>
          <h3 className="mb-1 text-small text-ink-2">
            <OutsideText>{family}</OutsideText>
          </h3>
          <ul aria-label={`Subscriptions, ${isolatedText(family)}`}>
            {types
              .filter((type) => eventFamily(type) === family)
              .map((type) => (
                <li key={type} className="flex h-6 items-center gap-2 text-body">
                  <EventTypeIcon type={type} />
                  <OutsideText>{type}</OutsideText>
                </li>
              ))}
          </ul>
        </div>
      ))}
    </div>
  );
}

function DestinationFacts({ stream }: { stream: EventStream }) {
  const { endpoint, awsAccountId, awsRegion, partnerEventSource, actionId } = stream.destination;
  const facts = [
    { label: 'Endpoint', value: endpoint },
    { label: 'AWS account', value: awsAccountId },
    { label: 'AWS region', value: awsRegion },
    { label: 'Event source', value: partnerEventSource },
    { label: 'Action', value: actionId },
  ];
  return (
    <DefinitionList>
      <Def label="Kind">
        <OutsideText>{destinationKind(stream)}</OutsideText>
      </Def>
      {facts.map(({ label, value }) =>
        value === null ? null : (
          <Def key={label} label={label} mono>
            <OutsideText>{value}</OutsideText>
          </Def>
        ),
      )}
      <Def label="Credential">
        <OutsideText>{credentialText(stream)}</OutsideText>
        {stream.destination.authorization === null ? null : (
          <span className="block text-small text-ink-2">
            Auth0 never tells the secret, so it cannot be compared here.
          </span>
        )}
      </Def>
      <Instant label="Created" at={stream.createdAt} />
      <Instant label="Updated" at={stream.updatedAt} />
    </DefinitionList>
  );
}

function Instant({ label, at }: { label: string; at: string | null }) {
  const ms = at === null ? Number.NaN : Date.parse(at);
  if (Number.isNaN(ms)) return null;
  return (
    <Def label={label}>
      <Time ms={ms} mode="datetime" />
    </Def>
  );
}
