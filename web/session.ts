import { createCipheriv, createDecipheriv, randomBytes, timingSafeEqual } from 'node:crypto';

import type { Request, RequestHandler, Response } from 'express';

/** What the cookie holds, encrypted: the pages keep nothing on the server. */
export interface Session {
  readonly token?: string;
  readonly name?: string;
  readonly isOfficial?: boolean;
  readonly isOperator?: boolean;
  readonly csrf: string;
  /** Between leaving for the identity provider and coming back. */
  readonly pending?: {
    readonly verifier: string;
    readonly state: string;
    readonly nonce: string;
    readonly returnTo: string;
  };
}

const COOKIE = 'prepiska';
const IV_BYTES = 12;
const TAG_BYTES = 16;

export type Sessions = ReturnType<typeof createSessions>;

export function createSessions({ key, secure }: { key: string; secure: boolean }) {
  const secret = Buffer.from(key, 'hex');

  function read(req: Request): Session {
    const value = cookiesOf(req)[COOKIE];
    return (value && open(secret, value)) || { csrf: randomBytes(16).toString('hex') };
  }

  function write(res: Response, session: Session): void {
    res.cookie(COOKIE, seal(secret, session), { httpOnly: true, sameSite: 'lax', secure, path: '/' });
  }

  /** Every POST carries the session's own token (OWASP: synchroniser token). */
  const refuseForged: RequestHandler = (req, res, next) => {
    const given = Buffer.from(String((req.body as { csrf?: unknown } | undefined)?.csrf ?? ''));
    const wanted = Buffer.from(read(req).csrf);
    if (given.length === wanted.length && timingSafeEqual(given, wanted)) return next();
    res.status(403);
    next(new Error('CSRF'));
  };

  return { read, write, refuseForged };
}

export function cookiesOf(req: Request): Record<string, string> {
  return Object.fromEntries(
    (req.headers.cookie ?? '').split(/;\s*/).flatMap((pair) => {
      const [, name, value] = /^([^=]+)=(.*)$/.exec(pair) ?? [];
      return name && value !== undefined ? [[name, value]] : [];
    }),
  );
}

function seal(secret: Buffer, session: Session): string {
  const iv = randomBytes(IV_BYTES);
  const cipher = createCipheriv('aes-256-gcm', secret, iv);
  const body = Buffer.concat([cipher.update(JSON.stringify(session)), cipher.final()]);
  return Buffer.concat([iv, body, cipher.getAuthTag()]).toString('base64url');
}

function open(secret: Buffer, value: string): Session | undefined {
  try {
    const bytes = Buffer.from(value, 'base64url');
    const decipher = createDecipheriv('aes-256-gcm', secret, bytes.subarray(0, IV_BYTES));
    decipher.setAuthTag(bytes.subarray(-TAG_BYTES));
    const body = Buffer.concat([decipher.update(bytes.subarray(IV_BYTES, -TAG_BYTES)), decipher.final()]);
    return JSON.parse(body.toString()) as Session;
  } catch {
    return undefined;
  }
}
