import type { RequestHandler } from 'express';
import { createRemoteJWKSet, decodeProtectedHeader, errors, jwtVerify } from 'jose';

import { DomainError } from '../domain/errors';
import type { Town } from '../domain/town';
import { createActorOf, type CurrentActor } from './actor';

declare module 'express-serve-static-core' {
  interface Locals {
    actor: CurrentActor;
  }
}

/** Claims of a good access token; throws a DomainError for any other. */
export type TokenCheck = (token: string) => Promise<Readonly<Record<string, unknown>>>;

/**
 * Access tokens are JWT (RFC 9068) signed by the identity provider for our audience. An ID token, or a token for somebody else's
 * audience, is a token of the wrong kind however well it is signed.
 */
export function createTokenCheck({
  issuer,
  audience,
  jwksUri,
}: {
  issuer: string;
  audience: string;
  jwksUri: string;
}): TokenCheck {
  const keys = createRemoteJWKSet(new URL(jwksUri));
  return async (token) => {
    if (typeOf(token) !== 'at+jwt') throw new DomainError('TOKEN_WRONG_KIND', 'Not an access token');
    try {
      return (await jwtVerify(token, keys, { issuer, audience, typ: 'at+jwt' })).payload;
    } catch (error) {
      throw asProblem(error);
    }
  };
}

function typeOf(token: string): string | undefined {
  try {
    return decodeProtectedHeader(token).typ;
  } catch {
    throw new DomainError('TOKEN_INVALID', 'The token is no JWT');
  }
}

function asProblem(error: unknown): unknown {
  if (error instanceof errors.JWTClaimValidationFailed && error.claim === 'aud')
    return new DomainError('TOKEN_WRONG_KIND', 'The token is for another audience');
  if (error instanceof errors.JWKSTimeout || !(error instanceof errors.JOSEError))
    return new DomainError('UNAVAILABLE', 'The identity provider does not answer', {}, { cause: error });
  return new DomainError('TOKEN_INVALID', error.message);
}

/** Puts who is asking into `res.locals.actor`. */
export function authenticate(checkToken: TokenCheck, town: Town): RequestHandler {
  const actorOf = createActorOf(town);
  return async (req, res, next) => {
    const [scheme, token] = (req.headers.authorization ?? '').split(' ');
    if (scheme?.toLowerCase() !== 'bearer' || !token) throw new DomainError('TOKEN_MISSING', 'No bearer token');
    res.locals.actor = actorOf(await checkToken(token));
    next();
  };
}
