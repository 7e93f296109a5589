/** What the sign-in page says of a failed sign-in. */
export interface SignInFailure {
  sentence: string;
  /** What can be done about it, where that is known. */
  advice: string | null;
  /** True when the allowed callback URLs of the application at Auth0 may be the cause. */
  isCallbackSuspect: boolean;
}

const tooLate = {
  sentence: 'The sign-in took too long, or its cookie did not come back.',
  advice: 'Sign in again, at the address that Streamgauge is configured for.',
  isCallbackSuspect: true,
};

const noAnswer = {
  sentence: 'Auth0 did not answer.',
  advice: 'Try again. If it keeps failing, check AUTH0_DOMAIN and the network of the server.',
  isCallbackSuspect: false,
};

const misconfigured = {
  sentence: 'Auth0 did not accept the answer to its own sign-in.',
  advice: 'Check AUTH0_CLIENT_ID and AUTH0_CLIENT_SECRET.',
  isCallbackSuspect: true,
};

const failures: Record<string, SignInFailure> = {
  missing_state: tooLate,
  invalid_state: tooLate,
  discovery_error: noAnswer,
  authorization_code_grant_request_error: noAnswer,
  authorization_code_grant_error: misconfigured,
  access_denied: { sentence: 'Auth0 refused the sign-in.', advice: null, isCallbackSuspect: false },
  identity_too_long: {
    sentence: 'This account cannot be kept in a session: its user id and e-mail address are too long.',
    advice: 'Sign in with another account, or shorten the user id at Auth0.',
    isCallbackSuspect: false,
  },
};

/** Explains the code of a failed sign-in. An unknown code is one of Auth0's own and is named. */
export function signInFailure(code: string): SignInFailure {
  const known = Object.hasOwn(failures, code) ? failures[code] : undefined;
  if (known !== undefined) return known;
  const name = /^[a-z_]{1,40}$/.test(code) && code !== 'failed' ? ` (${code})` : '';
  return { sentence: `The sign-in did not work${name}.`, advice: 'Try again.', isCallbackSuspect: code === 'failed' };
}
