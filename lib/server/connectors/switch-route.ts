import { includesRole, type Role } from '../../access/role';
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
    const mayConfirm = includesRole(person.role, 'admin');
    await switchConnector({ store: opened, actor: person.email ?? person.id, id, act, mayConfirm });
    return connectorAnswer(opened, id);
  });
}
