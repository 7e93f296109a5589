'use client';

import { useEffect, useRef } from 'react';

import { TestTrack } from '@/components/test-events/test-track';
import { useTestEvent } from '@/components/test-events/use-test-event';
import { useAnnounce } from '@/components/ui/announcer';
import { ButtonLink } from '@/components/ui/button';
import { Def, DefinitionList } from '@/components/ui/definition-list';
import { OutsideText } from '@/components/ui/outside-text';
import { paths } from '@/lib/paths';
import { type EventStream } from '@/lib/streams/stream';
import { isTestEventType, testEventTypes } from '@/lib/test-events/test-event';
import { isolatedText } from '@/lib/text/outside-text';

/** A new event stream proves itself: Auth0 has it, it is enabled, and a test event arrives where that can be seen. */
export function MadeStream({ stream, isHere }: { stream: EventStream; isHere: boolean }) {
  const isOn = stream.status === 'enabled';
  const { run, error, send } = useTestEvent({ pointsHere: isHere });
  const announce = useAnnounce();
  useEffect(() => announce(`“${isolatedText(stream.name)}” is made`, 'stream'), [announce, stream.name]);
  const hasSent = useRef(false);
  useEffect(() => {
    // Once, also where effects run twice.
    if (hasSent.current || !isOn) return;
    hasSent.current = true;
    send({ streamId: stream.id, eventType: firstType(stream.subscriptions) });
  }, [isOn, send, stream]);
  return (
    <div className="max-w-[920px] px-6 py-5 max-phone:px-3">
      <h2 className="text-cause">{`“${isolatedText(stream.name)}” is made`}</h2>
      <div className="mt-3">
        <DefinitionList>
          <Def label="At Auth0" mono>
            <OutsideText>{stream.id}</OutsideText>
          </Def>
          <Def label="Status">
            <OutsideText>{stream.status}</OutsideText>
          </Def>
        </DefinitionList>
      </div>
      {isOn ? null : (
        <p className="mt-3 text-body text-ink-2">Auth0 sends nothing while it is disabled, so nothing was tested.</p>
      )}
      {error === null ? null : (
        <p role="alert" className="mt-3 text-body text-bad">
          <OutsideText>{`It is made, but no test event was sent. ${error.detail || error.title}`}</OutsideText>
        </p>
      )}
      {run === null ? null : (
        <TestTrack
          run={run}
          late="It has not arrived. Its page shows under Failed deliveries what Auth0 says of it."
          elsewhere={
            isHere ? null : 'It posts elsewhere, so its arrival cannot be seen here. Look there for the event.'
          }
        />
      )}
      <div className="mt-4 flex gap-2">
        <ButtonLink variant="primary" href={paths.stream(stream.id)}>
          Open the event stream
        </ButtonLink>
        <ButtonLink href={paths.streams}>All event streams</ButtonLink>
      </div>
    </div>
  );
}

function firstType(subscriptions: readonly string[]) {
  return testEventTypes.find((type) => subscriptions.includes(type) && isTestEventType(type)) ?? 'user.created';
}
