'use client';

import { Banner } from '@/components/ui/banner';
import { ButtonLink } from '@/components/ui/button';
import { useNow } from '@/components/ui/now';
import { Time } from '@/components/ui/time';
import { type ConnectorAnswer } from '@/lib/connectors/connector-answers';
import { holdWords, isQuiet, quietWords } from '@/lib/connectors/connector-words';
import { paths } from '@/lib/paths';

import { ModeNotice } from './connector-notices';

/** Why a connector is held or quiet, and the one thing to do about it. */
export function ConnectorTrouble({ connector, mayEdit }: { connector: ConnectorAnswer; mayEdit: boolean }) {
  return (
    <>
      {connector.mode === 'off' ? <ModeNotice mode="off" /> : null}
      <Hold connector={connector} mayEdit={mayEdit} />
      <Quiet connector={connector} />
    </>
  );
}

function Hold({ connector: { id, state, holdReason }, mayEdit }: { connector: ConnectorAnswer; mayEdit: boolean }) {
  if (state !== 'held' || holdReason === null) return null;
  const { title, detail, isSetting } = holdWords[holdReason];
  return (
    <Banner
      tone="failed"
      title={`Held: ${title}.`}
      action={
        isSetting && mayEdit ? <ButtonLink href={paths.connectorSettings(id)}>Open settings</ButtonLink> : undefined
      }
    >
      {detail}
    </Banner>
  );
}

function Quiet({ connector }: { connector: ConnectorAnswer }) {
  const nowMs = useNow(1_000);
  const { quietUntilMs, quietReason } = connector;
  if (!isQuiet(connector, nowMs) || quietUntilMs === null) return null;
  return (
    <Banner tone="warn" title={quietReason === null ? undefined : quietWords[quietReason]}>
      Nothing is sent until <Time ms={quietUntilMs} className="font-sans text-body" />; then it goes on by itself. No
      event uses up a try meanwhile.
    </Banner>
  );
}
