import { type AuditStore } from '../../audit/audit-store';
import { type ActionDraft } from '../../streams/action';
import { type ForwardingAnswer } from '../../streams/action-answers';
import { forwardingSecret, forwardingSource, isForwardingSource } from '../../streams/forwarding-action';
import { Problem } from '../http/problem';
import { type ActionContent, createAction, deployAction, listActions, updateAction } from '../management/actions';
import { type Management } from '../management/client';
import { listedAction } from './action-answers';
import { audited } from './audited';

interface ForwardingDeed {
  store: Pick<AuditStore, 'recordAudit'>;
  management: Management;
  /** E-mail address or subject of the person who acts. */
  actor: string;
  name: string;
  /** Address that the Action posts to. */
  webhookUrl: string;
  /** Bearer token that the webhook accepts; undefined where none is set. Handed to Auth0, and to nobody else. */
  token: string | undefined;
}

/**
 * Deploys the Action that forwards events to the webhook, on record. The name makes it one: an Action of this name that was generated here
 * gets today's code and token as its next version, so that a call that broke off is taken up by calling again. Throws
 * `ManagementError`; a 409 `Problem` for an Action of this name that is somebody's own, and where there is no token to hand over.
 */
export async function deployForwarding(deed: ForwardingDeed): Promise<ForwardingAnswer> {
  const { management, store, actor, name, webhookUrl, token } = deed;
  if (token === undefined) {
    const text = 'The Action needs a bearer token that the webhook accepts. Set WEBHOOK_TOKEN, then restart.';
    throw new Problem(409, 'No token to hand over', text);
  }
  const act = { store, actor, action: 'action_deployed', target: name, detail: { webhookUrl } } as const;
  return audited(act, async () => {
    const [known] = await listActions(management, name);
    if (known !== undefined && known.code !== '' && !isForwardingSource(known.code)) {
      const text = `Auth0 has an Action named "${name}" that was not generated here. Choose another name.`;
      throw new Problem(409, 'Name in use', text);
    }
    const secret = { name: forwardingSecret, value: token };
    const draft = await writeDraft(management, { known, name, code: forwardingSource({ webhookUrl }), secret });
    const action = await deployAction(management, draft.id);
    return { action: listedAction(management, action), created: known === undefined };
  });
}

interface Draft {
  known: ActionDraft | undefined;
  name: string;
  code: string;
  secret: { name: string; value: string };
}

function writeDraft(management: Management, { known, name, code, secret }: Draft): Promise<ActionDraft> {
  if (known === undefined) return createAction(management, { name, code, secrets: [secret] });
  // The list replaces the one at Auth0: a secret that a person has added stays by its name.
  const others = known.secrets.filter((other) => other !== secret.name).map((other) => ({ name: other }));
  const content: ActionContent = { code, secrets: [...others, secret] };
  return updateAction(management, known.id, content);
}
