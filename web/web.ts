import { fileURLToPath } from 'node:url';

import express, { Router } from 'express';
import helmet from 'helmet';

import { createApi, type Municipality } from './api';
import { createErrorPages } from './error-pages';
import { createShowPage } from './page';
import { citizenRoutes } from './routes/citizen';
import { incidentRoutes } from './routes/incidents';
import { officeRoutes } from './routes/office';
import { publicRoutes } from './routes/public';
import { createSessions } from './session';
import { signInRoutes } from './sign-in';

export interface WebOptions {
  /** Where the API is: the pages reach everything through it. */
  readonly apiUrl: string;
  readonly publicUrl: string;
  readonly signIn: {
    readonly issuer: string;
    readonly audience: string;
    readonly clientId: string;
    readonly clientSecret: string;
  };
  /** 32 bytes as hexadecimal digits. */
  readonly cookieKey: string;
  /** Where demo citizens find their certificates, named by their ids. */
  readonly demoCertificatesUrl: string | undefined;
  /** Whether we are served over HTTPS. */
  readonly secure: boolean;
}

const ASSETS = fileURLToPath(new URL('./public', import.meta.url));
const SELF = ["'self'"];

/** What an error page shows while the API does not answer. */
const NOT_YET_KNOWN: Municipality = {
  name: { bg: '', en: '' },
  address: { bg: '', en: '' },
  email: '',
  timeZone: 'UTC',
};

/** The pages: a client of the API over HTTP, and nothing else. */
export function createWeb(options: WebOptions): Router {
  const { apiUrl, secure } = options;
  const sessions = createSessions({ key: options.cookieKey, secure });
  let municipality: Municipality | undefined;
  const show = createShowPage(sessions, () => municipality ?? NOT_YET_KNOWN);
  const web = Router();
  web.use(
    helmet({
      contentSecurityPolicy: {
        useDefaults: false,
        directives: {
          defaultSrc: ["'none'"],
          styleSrc: SELF,
          imgSrc: SELF,
          fontSrc: SELF,
          formAction: ["'self'", options.signIn.issuer],
          frameAncestors: ["'none'"],
          baseUri: ["'none'"],
        },
      },
      strictTransportSecurity: secure,
    }),
  );
  web.use('/assets', express.static(ASSETS, { maxAge: '1h' }));
  web.use(express.urlencoded({ extended: false, limit: '200kb' }));
  web.get('/language/:language', (req, res) => {
    const language = req.params.language === 'en' ? 'en' : 'bg';
    const to = String(req.query.returnTo ?? '/');
    res.cookie('language', language, { sameSite: 'lax', secure, path: '/', maxAge: 365 * 24 * 3_600_000 });
    res.redirect(/^\/(?![/\\])/.test(to) ? to : '/');
  });
  web.use(async (_req, _res, next) => {
    municipality ??= await createApi(apiUrl, undefined).get<Municipality>('/municipality');
    next();
  });
  web.use(signInRoutes(sessions, options));
  web.use(publicRoutes(apiUrl, show));
  web.use(citizenRoutes(options, sessions, show));
  web.use('/office/incidents', incidentRoutes(apiUrl, sessions, show));
  web.use('/office', officeRoutes(apiUrl, sessions, show));
  web.use(...createErrorPages(sessions, show));
  return web;
}
