import { type EventStream } from '../stream';
import { cloudFormationText } from './cloud-formation';
import { awsCliText } from './aws-cli';
import { type BridgeTarget } from './bridge-target';
import { terraformText } from './terraform';

export interface BridgeGuide {
  target: BridgeTarget;
  /** Why AWS could not deliver with these values; null where nothing stands against it. */
  obstacle: string | null;
  texts: { id: 'cli' | 'cloudformation' | 'terraform'; label: string; text: string }[];
}

/** Header of the guide where `WEBHOOK_HEADER` is not set yet. */
const headerToSet = 'X-Gauge-Key';

/**
 * How the events of an event stream with the destination EventBridge come to the webhook: an API destination with an API key
 * (docs.aws.amazon.com/eventbridge/latest/userguide/eb-api-destinations.html). Null for other destinations, and while Auth0 has
 * not named the event source. The secret stands in none of the texts.
 */
export function bridgeGuide(
  { destination }: Pick<EventStream, 'destination'>,
  { webhookUrl, header }: { webhookUrl: string; header: string | null },
): BridgeGuide | null {
  const { type, partnerEventSource, awsAccountId, awsRegion } = destination;
  if (type !== 'eventbridge' || partnerEventSource === null) return null;
  const target = {
    ...{ eventSource: partnerEventSource, accountId: awsAccountId ?? '', region: awsRegion ?? '', webhookUrl },
    header: header ?? headerToSet,
  };
  return {
    target,
    obstacle: obstacleOf(webhookUrl, header),
    texts: [
      { id: 'cli', label: 'AWS CLI', text: awsCliText(target) },
      { id: 'cloudformation', label: 'CloudFormation', text: cloudFormationText(target) },
      { id: 'terraform', label: 'Terraform', text: terraformText(target) },
    ],
  };
}

function obstacleOf(webhookUrl: string, header: string | null): string | null {
  if (!webhookUrl.startsWith('https://')) {
    return `API destinations post to https addresses only, and this app is at ${webhookUrl}. Set WEBHOOK_URL to its https address.`;
  }
  if (header !== null) return null;
  return `The webhook takes no header yet. Set WEBHOOK_HEADER='${headerToSet}: <a secret of 16 characters or more>', then restart.`;
}
