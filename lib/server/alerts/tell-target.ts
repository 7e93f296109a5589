import { type AlertMessage, plainBody, slackBody } from '../../alerts/alert-message';
import { type SealedTarget } from '../../alerts/alert-target';
import { signatureHeaders } from '../process/signed-webhook';
import { mailMessage } from './mail-message';
import { postMessage, type Told } from './post-message';
import { openTarget, targetSecrets } from './target-secret';

const unreadable: Told = {
  failure: 'The address cannot be read any more, because AUTH0_SECRET has changed. Remove the target and add it again',
  text: 'the address cannot be read any more',
  isFinal: false,
};

/** Tells one target. `id` names the message, the same at each try. Never rejects. */
export async function tellTarget(target: SealedTarget, message: AlertMessage, id: string): Promise<Told> {
  switch (target.kind) {
    case 'slack': {
      const secret = openTarget('slack', targetSecrets.slack, target);
      return secret === null ? unreadable : postMessage(secret.url, slackBody(message));
    }
    case 'webhook': {
      const secret = openTarget('webhook', targetSecrets.webhook, target);
      if (secret === null) return unreadable;
      const body = plainBody(message);
      const timestamp = Math.floor(Date.now() / 1_000);
      return postMessage(secret.url, body, signatureHeaders({ secrets: [secret.secret], id, timestamp, body }));
    }
    case 'email': {
      const secret = openTarget('email', targetSecrets.email, target);
      return secret === null ? unreadable : mailMessage(secret.to, message);
    }
  }
}
