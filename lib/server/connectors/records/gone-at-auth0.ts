import { isManagementError } from '../../management/errors';
import { managementIfConfigured } from '../../management/client';

/** Asks Auth0 whether a user is gone; null: it cannot be asked, or did not answer. Needs the scope `read:users`. */
export async function isGoneAtAuth0(userId: string): Promise<boolean | null> {
  const management = managementIfConfigured();
  if (management === null) return null;
  try {
    await management.read('background', `users/${encodeURIComponent(userId)}`, { fields: 'user_id' });
    return false;
  } catch (error) {
    return isManagementError(error) && error.kind === 'not_found' ? true : null;
  }
}
