'use client';

import { Pause, Play } from 'lucide-react';

import { Button } from '@/components/ui/button';
import { DayTime } from '@/components/ui/day-time';
import { Fact, FactLine } from '@/components/ui/fact-line';
import { useNow } from '@/components/ui/now';
import { OutsideText } from '@/components/ui/outside-text';
import { SubjectLine } from '@/components/ui/page-parts';
import { TextLink } from '@/components/ui/text-link';
import { type ConnectorAnswer } from '@/lib/connectors/connector-answers';
import { isLate, sumHours, targetOf, waitingOf } from '@/lib/connectors/connector-words';
import { paths } from '@/lib/paths';
import { formatCount, formatCounted, formatDuration } from '@/lib/text/format';

import { BackfillButton } from './backfill-button';
import { kindMarks } from './connector-kind';
import { ConnectorStateChip } from './connector-state';
import { DiscardDraft } from './discard-draft';
import { VerifyButton } from './verify-button';
import { useConnectorAct } from './use-connector-act';

const tableVerbs = { will: 'will write users into ', does: 'writes users into ' };

const verbs = {
  webhook: { will: 'will post events to ', does: 'posts events to ' },
  hubspot: {
    will: 'will bring contacts into step with the mirror, in ',
    does: 'brings contacts into step with the mirror, in ',
  },
  postgres: tableVerbs,
  mysql: tableVerbs,
  rest: { will: 'will bring records into step at ', does: 'brings records into step at ' },
};

interface ConnectorHeadProps {
  connector: ConnectorAnswer;
  /** The person is an operator: may pause and resume. */
  mayAct: boolean;
  /** The person is an administrator: may discard a draft. */
  mayEdit: boolean;
}

/** Name, state, what can be done, and the facts in one line. A draft is started by its set-up. */
export function ConnectorHead({ connector, mayAct, mayEdit }: ConnectorHeadProps) {
  const isDraft = connector.state === 'draft';
  const actionsOf = () => {
    if (isDraft) return mayEdit ? <DiscardDraft connector={connector} /> : undefined;
    return mayAct ? <Actions connector={connector} /> : undefined;
  };
  return (
    <div className="flex flex-col gap-3 px-6 pt-4 pb-3 max-phone:px-3">
      <SubjectLine
        icon={kindMarks[connector.kind].icon}
        title={connector.name}
        chips={
          <>
            <ConnectorStateChip connector={connector} />
            <span className="min-w-0 text-body text-ink-2 [&_time]:font-sans [&_time]:text-body">
              {verbs[connector.kind][isDraft ? 'will' : 'does']}
              <OutsideText>{targetOf(connector.config)}</OutsideText>
              <StateSince connector={connector} />
            </span>
          </>
        }
        actions={actionsOf()}
      />
      {isDraft ? null : <ConnectorFacts connector={connector} />}
    </div>
  );
}

function StateSince({ connector: { state, stateSinceMs, stateBy } }: { connector: ConnectorAnswer }) {
  if (state !== 'paused' && state !== 'held') return null;
  return (
    <>
      {` · ${state} since `}
      <DayTime ms={stateSinceMs} />
      {stateBy === null ? null : (
        <>
          {' by '}
          <OutsideText>{stateBy}</OutsideText>
        </>
      )}
    </>
  );
}

function Actions({ connector }: { connector: ConnectorAnswer }) {
  return (
    <>
      {connector.kind === 'webhook' ? null : (
        <>
          <BackfillButton connector={connector} />
          <VerifyButton connector={connector} />
        </>
      )}
      <SwitchButton connector={connector} />
    </>
  );
}

function SwitchButton({ connector }: { connector: ConnectorAnswer }) {
  const { mutate, isPending } = useConnectorAct(connector);
  return connector.state === 'running' ? (
    <Button icon={Pause} busy={isPending} onClick={() => mutate('pause')}>
      Pause
    </Button>
  ) : (
    <Button icon={Play} variant="primary" busy={isPending} onClick={() => mutate('resume')}>
      Resume
    </Button>
  );
}

function ConnectorFacts({ connector }: { connector: ConnectorAnswer }) {
  const { id, lanes, eventsBehind, hours, lastTakenMs } = connector;
  const { pushed, failed } = sumHours(hours);
  return (
    <FactLine>
      <Fact label="Events behind">{formatCount(eventsBehind)}</Fact>
      <Fact label="Waiting">{formatCounted(waitingOf(lanes), 'user')}</Fact>
      <Fact label="Oldest">
        <Oldest connector={connector} />
      </Fact>
      <Fact label="Pushed, last 24 h">{formatCount(pushed)}</Fact>
      <Fact label="Failed, last 24 h">
        <span className={failed === 0 ? undefined : 'text-bad'}>{formatCount(failed)}</span>
      </Fact>
      <Fact label="Reviews">
        {lanes.review === 0 ? (
          '0'
        ) : (
          <TextLink href={paths.connectorReviews(id)} className="text-warn">
            {formatCount(lanes.review)}
          </TextLink>
        )}
      </Fact>
      <Fact label="Last push">
        <DayTime ms={lastTakenMs} />
      </Fact>
    </FactLine>
  );
}

function Oldest({ connector: { oldestWaitingMs } }: { connector: ConnectorAnswer }) {
  const nowMs = useNow(1_000);
  if (oldestWaitingMs === null) return '–';
  return (
    <span className={isLate(oldestWaitingMs, nowMs) ? 'text-warn' : undefined}>
      {formatDuration(Math.max(0, nowMs - oldestWaitingMs), 'whole')}
    </span>
  );
}
