'use client';

import { ExternalLink, Send, Waves } from 'lucide-react';

import { Button, ButtonLink } from '@/components/ui/button';
import { Fact, FactLine } from '@/components/ui/fact-line';
import { Id } from '@/components/ui/id';
import { OutsideText } from '@/components/ui/outside-text';
import { SubjectLine } from '@/components/ui/page-parts';
import { TextLink } from '@/components/ui/text-link';
import { Time } from '@/components/ui/time';
import { paths } from '@/lib/paths';
import { formatCount } from '@/lib/text/format';
import { visibleText } from '@/lib/text/outside-text';
import { credentialText, destinationKind, type StreamDetailAnswer } from '@/lib/streams/stream-view';

import { StreamStatus } from './stream-status';
import { StreamSwitch } from './stream-switch';
import { ThisApp } from './this-app';

interface StreamHeadProps {
  answer: StreamDetailAnswer;
  mayAct: boolean;
  isTesting: boolean;
  onTest: () => void;
}

const needsOperator = 'This needs the role operator.';

/** Name, state, what can be done, and the facts in one line. */
export function StreamHead({ answer, mayAct, isTesting, onTest }: StreamHeadProps) {
  const { stream, dashboardUrl } = answer;
  return (
    <div className="flex flex-col gap-3 px-6 pt-4 pb-3 max-phone:px-3">
      <SubjectLine
        icon={Waves}
        title={stream.name}
        chips={<StreamStatus stream={{ ...answer, status: stream.status }} />}
        actions={
          <>
            <Button
              icon={Send}
              disabled={!mayAct || isTesting}
              title={mayAct ? undefined : needsOperator}
              onClick={onTest}
            >
              Send test…
            </Button>
            <StreamSwitch answer={answer} mayAct={mayAct} />
            {dashboardUrl === null ? null : (
              <ButtonLink external href={dashboardUrl} target="_blank" rel="noreferrer" icon={ExternalLink}>
                Open in Auth0
              </ButtonLink>
            )}
          </>
        }
      />
      <StreamFacts answer={answer} />
    </div>
  );
}

function StreamFacts({ answer }: { answer: StreamDetailAnswer }) {
  const { stream, lastReceivedAtMs, failedNow } = answer;
  return (
    <FactLine>
      <Fact label="Event stream" mono>
        <Id value={stream.id} what="event stream id" max={18} />
      </Fact>
      <Fact label="Destination">
        <DestinationFact answer={answer} />
      </Fact>
      <Fact label="Subscriptions">{formatCount(stream.subscriptions.length)}</Fact>
      <Fact label="Last received">
        {lastReceivedAtMs === null ? (
          <span className="font-normal text-ink-3">{answer.pointsHere ? 'never' : 'not here'}</span>
        ) : (
          <TextLink href={paths.eventsOfStream(stream.id)} className="font-normal">
            <Time ms={lastReceivedAtMs} mode="relative" />
          </TextLink>
        )}
      </Fact>
      <Fact label="Credential">
        <OutsideText>{credentialText(stream)}</OutsideText>
      </Fact>
      <Fact label="Failed at Auth0 now">
        {failedNow === 0 ? (
          failedNoneText(answer)
        ) : (
          <TextLink href={paths.deliveriesOfStream(stream.id)} className="text-bad">
            {formatCount(failedNow)}
          </TextLink>
        )}
      </Fact>
    </FactLine>
  );
}

function failedNoneText({ failuresKnown }: StreamDetailAnswer) {
  return failuresKnown ? '0' : <span className="font-normal text-ink-3">not known</span>;
}

function DestinationFact({ answer: { stream, pointsHere } }: { answer: StreamDetailAnswer }) {
  const { endpoint, summary } = stream.destination;
  return (
    <span className="flex min-w-0 items-center gap-2">
      {endpoint === null ? (
        <OutsideText className="truncate">
          {summary === stream.destination.type ? destinationKind(stream) : summary}
        </OutsideText>
      ) : (
        <code className="truncate text-mono" title={visibleText(endpoint)}>
          <OutsideText>{endpoint}</OutsideText>
        </code>
      )}
      {pointsHere ? <ThisApp /> : null}
    </span>
  );
}
