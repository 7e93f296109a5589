import { type ActionDraft } from '../../streams/action';
import { type ActionListAnswer, type ListedAction } from '../../streams/action-answers';
import { forwardingName, forwardingSecret, forwardingSource } from '../../streams/forwarding-action';
import { actionDashboardUrl } from '../../streams/stream-view';
import { listActions } from '../management/actions';
import { type Management } from '../management/client';
import { env } from '../process/env';

/** Answer of `GET /api/actions`. Throws `ManagementError`; `missing_scope` names `read:actions`. */
export async function actionListAnswer(management: Management): Promise<ActionListAnswer> {
  const { webhookUrl, webhook } = env();
  const actions = await listActions(management);
  return {
    actions: actions.map((action) => listedAction(management, action)),
    asOfMs: Date.now(),
    forwarding: {
      ...{ name: forwardingName, secret: forwardingSecret, hasToken: webhook.bearer.length > 0 },
      source: forwardingSource({ webhookUrl }),
    },
  };
}

/** An Action as screens have it: without its code. */
export function listedAction({ domain }: Management, draft: ActionDraft): ListedAction {
  const { id, name, status, deployedVersion, isAllDeployed, secrets, updatedAt } = draft;
  const dashboardUrl = actionDashboardUrl(domain, id);
  return { id, name, status, deployedVersion, isAllDeployed, secrets, updatedAt, dashboardUrl };
}
