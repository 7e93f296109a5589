import { singleton } from './singleton';

/** Whether this process has been told to stop; then new webhook requests are answered 503 so that Auth0 tries again. */
export const lifecycle = singleton('lifecycle', () => ({ stopping: false, startedAtMs: Date.now() }));
