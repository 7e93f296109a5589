import { parseAsInteger, parseAsStringLiteral } from 'nuqs/server';
import { alertRules } from '../concerns/sign';
import { alertViews } from './alert-query';

/** What the address of `/alerts` says. */
export const alertParsers = {
  view: parseAsStringLiteral(alertViews).withDefault('open'),
  rule: parseAsStringLiteral(alertRules),
  /** The alert whose history is beside the list. */
  open: parseAsInteger,
};
