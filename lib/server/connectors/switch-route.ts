import { type Role } from '../../access/role';
import { numberOf } from '../http/alert-problem';
import { apiRoute } from '../http/api-route';
import { noSuchConnector } from '../http/connector-problem';
import { store } from '../process/store';
import { connectorAnswer } from './connector-answers';
import { switchConnector } from './connector-deeds';

/** `POST /api/connectors/[id]/[start | pause | resume]`: the connector as it is then. */
export function switchRoute(role: Role, act: 'start' | 'pause' | 'resume') {
  return apiRoute<{ id: string }>(role, async ({ params, person }) => {
    const id = numberOf(params.id, noSuchConnector);
    const opened = await store();
    await switchConnector({ store: opened, actor: person.email ?? person.id, id, act });
    return connectorAnswer(opened, id);
  });
}
