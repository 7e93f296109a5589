import { includesRole, type Role } from '../../access/role';
import { numberOf } from '../http/alert-problem';
import { apiRoute } from '../http/api-route';
import { needsAdmin, noSuchConnector } from '../http/connector-problem';
import { store } from '../process/store';
import { connectorAnswer } from './connector-answers';
import { switchConnector } from './connector-deeds';

/** `POST /api/connectors/[id]/[start | pause | resume]`: the connector as it is then. */
export function switchRoute(role: Role, act: 'start' | 'pause' | 'resume') {
  return apiRoute<{ id: string }>(role, async ({ params, person }) => {
    const id = numberOf(params.id, noSuchConnector);
    const opened = await store();
    // Whoever goes on after it has said that all these deletions are meant.
    const isConfirming = act === 'resume' && (await opened.getConnector(id))?.holdReason === 'mass_deletion';
    if (isConfirming && !includesRole(person.role, 'admin')) needsAdmin();
    await switchConnector({ store: opened, actor: person.email ?? person.id, id, act });
    return connectorAnswer(opened, id);
  });
}
