import { exportJWK, generateKeyPair, type JWK, type CryptoKey } from 'jose';
import { tokenId } from '../ground/ids.ts';

/** The tenant's RS256 key, new with every start: tokens of an earlier run are worthless, as after a key rotation. */
export interface SigningKey {
  kid: string;
  privateKey: CryptoKey;
  publicKey: CryptoKey;
  privateJwk: JWK;
}

export async function createSigningKey(): Promise<SigningKey> {
  const { privateKey, publicKey } = await generateKeyPair('RS256', { extractable: true });
  const kid = tokenId();
  const privateJwk = { ...(await exportJWK(privateKey)), kid, use: 'sig', alg: 'RS256' };
  return { kid, privateKey, publicKey, privateJwk };
}
