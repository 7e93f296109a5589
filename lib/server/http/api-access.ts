import { type Person } from '../../access/person';
import { includesRole, type Role } from '../../access/role';
import { cookieReader } from './cookie-header';
import { personOf } from './person';
import { Problem } from './problem';
import { currentSession } from './session';

/** Who asks, or null. The role is computed from the present rules, so removing someone shuts them out at once. */
export async function personOfRequest(request: Request): Promise<Person | null> {
  const session = await currentSession(cookieReader(request.headers.get('cookie') ?? ''));
  return session === null ? null : personOf(session.user);
}

/** First line of every API route; throws 401 or 403 problems. */
export async function requireApi(request: Request, role: Role): Promise<Person> {
  const person = await personOfRequest(request);
  if (person === null) throw new Problem(401, 'Not signed in', 'Sign in and try again.');
  if (!includesRole(person.role, role)) {
    throw new Problem(403, 'No access', `This needs the role ${role}; you have ${person.role ?? 'none'}.`);
  }
  return person;
}
