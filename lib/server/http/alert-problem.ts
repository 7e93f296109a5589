import { type Alert, type AlertAct, alertActs } from '../../alerts/alert';
import { alertRules } from '../../concerns/sign';
import { Problem } from './problem';

/** The number in the address of an alert or a target; 404 for anything else. */
export function numberOf(id: string, missing: () => never): number {
  return /^\d{1,15}$/.test(id) ? Number(id) : missing();
}

/** No alert has this number. */
export function noSuchAlert(): never {
  throw new Problem(404, 'No such alert', 'No alert has this number.');
}

/** No target has this number. */
export function noSuchTarget(): never {
  throw new Problem(404, 'No such target', 'No target of alerts has this number.');
}

/** There is no rule of this name. */
export function noSuchRule(): never {
  throw new Problem(404, 'No such rule', `The rules of alerts are ${alertRules.join(', ')}.`);
}

/** There is nothing of this name to be done to an alert. */
export function unknownAlertAct(): never {
  throw new Problem(404, 'Not found', `An alert can be asked to ${alertActs.join(', ')}.`);
}

/** The alert's state does not allow it. */
export function wrongAlertState(act: AlertAct, { id, state }: Alert): never {
  throw new Problem(409, 'Not possible now', `Alert ${id} is ${state}: ${act} is not possible.`, { state });
}
