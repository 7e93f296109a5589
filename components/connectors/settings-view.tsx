import { Def, DefinitionList } from '@/components/ui/definition-list';
import { OutsideText } from '@/components/ui/outside-text';
import { type WebhookConfig } from '@/lib/connectors/connector-config';
import { formatCount } from '@/lib/text/format';

const bodyWords = { cloudevent: 'CloudEvent, as it was received', plain: '{"type", "timestamp", "data"}' };

/** The settings for people who may not change them. */
export function SettingsView({ name, config }: { name: string; config: WebhookConfig }) {
  return (
    <>
      <DefinitionList ruled>
        <Def label="Name">
          <OutsideText>{name}</OutsideText>
        </Def>
        <Def label="Address" mono>
          <OutsideText>{config.url}</OutsideText>
        </Def>
        <Def label="Events">
          <OutsideText>{config.types === null ? 'all types' : config.types.join(', ')}</OutsideText>
        </Def>
        <Def label="Body">{bodyWords[config.body]}</Def>
        <Def label="Requests per second">{`${formatCount(config.perSecond)} at most`}</Def>
      </DefinitionList>
      <p className="mt-2 text-small text-ink-2">Only an administrator can change settings.</p>
    </>
  );
}
