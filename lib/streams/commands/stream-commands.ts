import { type EventStream } from '../stream';
import { type StreamDraft, type StreamPatch } from '../stream-draft';
import { cliCreate, cliUpdate } from './cli';
import { curlText } from './curl';
import { deployCliText } from './deploy-cli';
import { fillSlots, withoutSecrets } from './secret-slots';
import { terraformText } from './terraform';

/** What does the same as the form, in the languages of other tools. No secret stands in any of them. */
export interface StreamCommands {
  /** For the Auth0 CLI. */
  cli: string;
  curl: string;
  /** HCL. */
  terraform: string;
  /** YAML for the Auth0 Deploy CLI. */
  deployCli: string;
  /** The body for the Management API. */
  json: string;
}

interface Surroundings {
  /** Host of the tenant. */
  tenant: string;
  /** Name of the Action that the destination names by its id; null where it is not known. */
  actionName?: string | null;
}

const jsonText = (body: StreamPatch) => fillSlots(JSON.stringify(body, null, 2), (variable) => `$${variable}`);

/** What makes the event stream that a draft describes. */
export function createCommands(draft: StreamDraft, { tenant, actionName = null }: Surroundings): StreamCommands {
  const body = withoutSecrets(draft, { isWhole: true });
  return {
    cli: cliCreate(body),
    curl: curlText({ tenant, id: null, body }),
    terraform: terraformText(body),
    deployCli: deployCliText(body, { actionName }),
    json: jsonText(body),
  };
}

/**
 * What changes an event stream as a patch says. Terraform and the Deploy CLI describe it as a whole, so they get it as it will be.
 * What Auth0 keeps secret needs its variable there.
 */
export function updateCommands(
  stream: EventStream,
  patch: StreamPatch,
  { tenant, actionName = null }: Surroundings,
): StreamCommands {
  const body = withoutSecrets(patch, { isWhole: false });
  const whole = withoutSecrets({ ...bodyOf(stream), ...patch }, { isWhole: true });
  return {
    cli: cliUpdate(stream.id, body),
    curl: curlText({ tenant, id: stream.id, body }),
    terraform: terraformText(whole),
    deployCli: deployCliText(whole, { actionName }),
    json: jsonText(body),
  };
}

/** An event stream as a body of the Management API; its secret is not known, and left out. */
export function bodyOf(stream: EventStream): StreamPatch {
  const { name, status, subscriptions, destination } = stream;
  return {
    name,
    ...((status === 'enabled' || status === 'disabled') && { status }),
    subscriptions: subscriptions.map((type) => ({ event_type: type })),
    destination: { type: destination.type, configuration: configurationOf(stream) },
  };
}

function configurationOf({ destination }: EventStream): Record<string, unknown> {
  const { endpoint, authorization, awsAccountId, awsRegion, actionId } = destination;
  const details: Record<string, string> = { basic: 'username', custom_header: 'header_key' };
  const detail = authorization === null ? undefined : details[authorization.method];
  return {
    ...(endpoint !== null && { webhook_endpoint: endpoint }),
    ...(authorization !== null && {
      webhook_authorization: {
        method: authorization.method,
        ...(detail !== undefined && authorization.detail !== null && { [detail]: authorization.detail }),
      },
    }),
    ...(awsAccountId !== null && { aws_account_id: awsAccountId }),
    ...(awsRegion !== null && { aws_region: awsRegion }),
    ...(actionId !== null && { action_id: actionId }),
  };
}
