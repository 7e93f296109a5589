import { expect, test } from 'vitest';
import { signInFailure } from './sign-in-failure';

test('the advice about callback URLs stands only where they may be the cause', () => {
  expect(signInFailure('access_denied').isCallbackSuspect).toBe(false);
  expect(signInFailure('discovery_error').isCallbackSuspect).toBe(false);
  expect(signInFailure('invalid_state').isCallbackSuspect).toBe(true);
});

test('a code of Auth0 that is not known here is named, and nothing else of the address is repeated', () => {
  expect(signInFailure('consent_required').sentence).toBe('The sign-in did not work (consent_required).');
  expect(signInFailure('Call 555-0100 now').sentence).toBe('The sign-in did not work.');
  expect(signInFailure('constructor').sentence).toBe('The sign-in did not work (constructor).');
});
