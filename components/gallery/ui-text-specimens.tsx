'use client';

import { Users } from 'lucide-react';
import { type ReactNode } from 'react';
import { Announcement, ClockSpecimen } from './live-specimens';
import { noDeed, sampleMs } from './samples';
import { Avatar } from '../ui/avatar';
import { Chip } from '../ui/chip';
import { CodeBox } from '../ui/code-box';
import { CodeView } from '../ui/code-view';
import { CopyButton } from '../ui/copy-button';
import { DayTime } from '../ui/day-time';
import { Def, DefinitionList } from '../ui/definition-list';
import { Fact, FactLine } from '../ui/fact-line';
import { Flash } from '../ui/flash';
import { Id } from '../ui/id';
import { JsonView } from '../ui/json-view';
import { KeyCap } from '../ui/key-cap';
import { OutsideText } from '../ui/outside-text';
import { Reading, SectionHead, SubjectLine } from '../ui/page-parts';
import { TextButton, TextLink } from '../ui/text-link';
import { Duration, Time } from '../ui/time';

const id = 'evt_4NqT9PzWk2vYh7RrXc2Wd';

/** Primitives that show something. */
export const uiTextSpecimens: Record<string, ReactNode> = {
  'ui/announcer': <Announcement />,
  'ui/avatar': [20, 24, 48].map((size) => <Avatar key={size} name="Ada Lovelace" size={size} />),
  'ui/chip': (['ok', 'mute', 'warn', 'bad', 'accent', 'test'] as const).map((tone) => (
    <span key={tone} className="inline-flex gap-3">
      <Chip icon={Users} tone={tone}>
        {tone}
      </Chip>
      <Chip icon={Users} tone={tone} filled detail="12 s">
        {tone}
      </Chip>
    </span>
  )),
  'ui/code-box': <CodeBox code="npm ci && npm run demo" what="command" />,
  'ui/code-view': <CodeView label="Sample" code={'// A line of words.\nconst answer = 42;'} />,
  'ui/copy-button': (
    <>
      <CopyButton value={id} what="event id" />
      <CopyButton value={id} what="event id" text="Copy" />
    </>
  ),
  'ui/day-time': (
    <>
      <DayTime ms={sampleMs} />
      <DayTime ms={null} />
    </>
  ),
  'ui/definition-list': (
    <DefinitionList ruled>
      <Def label="E-mail">ada@example.test</Def>
      <Def label="User id" mono>
        auth0|507f1f77
      </Def>
    </DefinitionList>
  ),
  'ui/fact-line': (
    <FactLine>
      <Fact label="Event stream" mono>
        est_1
      </Fact>
      <Fact label="Subscriptions">3</Fact>
    </FactLine>
  ),
  'ui/flash': <Flash value={1}>tinted once when it changes</Flash>,
  'ui/id': <Id value={id} what="event id" />,
  'ui/json-view': (
    <JsonView label="Payload" value={{ id, data: { object: { verified: true, logins: 12, tags: ['a', null] } } }} />
  ),
  'ui/key-cap': <KeyCap>N</KeyCap>,
  'ui/now': <ClockSpecimen />,
  'ui/outside-text': <OutsideText>{'Eve \u202Egro.elpmaxe@nimda'}</OutsideText>,
  'ui/page-parts': (
    <div className="w-full">
      <SubjectLine icon={Users} title="Ada Lovelace" />
      <SectionHead title="Latest events" count={3} note="15 min per bar" />
      <Reading label="Failed at Auth0 now" value="9" tone="bad" foot="oldest 15 min" />
    </div>
  ),
  'ui/text-link': (
    <>
      <TextLink href="#text-link">A link</TextLink>
      <span>
        inside a{' '}
        <TextLink href="#text-link" inText>
          sentence
        </TextLink>
      </span>
      <TextButton onClick={noDeed}>A button in words</TextButton>
    </>
  ),
  'ui/time': (
    <>
      {(['clock', 'millis', 'minute', 'date', 'day', 'datetime', 'relative'] as const).map((mode) => (
        <Time key={mode} ms={sampleMs} mode={mode} />
      ))}
      <Duration ms={83_000} />
    </>
  ),
};
