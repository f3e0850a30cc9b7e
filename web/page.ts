import type { Request, Response } from 'express';
import { render } from 'preact-render-to-string';
import type { ComponentChildren } from 'preact';

import { Layout } from './components/layout';
import { cookiesOf, type Session, type Sessions } from './session';
import type { Municipality } from './api';
import { createClock, createSay, type Clock, type Language, type Say } from './texts';

/** What every page knows: whose it is, who is here, in which language, the words and the clock. */
export interface View {
  readonly session: Session;
  readonly language: Language;
  readonly say: Say;
  readonly clock: Clock;
  readonly municipality: Municipality;
  readonly path: string;
}

export type ShowPage = (
  req: Request,
  res: Response,
  page: (view: View) => { title: string; body: ComponentChildren },
  status?: number,
) => void;

export const languageOf = (req: Request): Language => (cookiesOf(req).language === 'en' ? 'en' : 'bg');

/** `municipality` is asked at the time of showing: it is known only once the API has answered. */
export function createShowPage(sessions: Sessions, municipality: () => Municipality): ShowPage {
  return (req, res, page, status = 200) => {
    const session = sessions.read(req);
    const language = languageOf(req);
    const whose = municipality();
    const clock = createClock(language, whose.timeZone);
    const view: View = {
      ...{ session, language, clock, path: req.originalUrl },
      ...{ say: createSay(language), municipality: whose },
    };
    sessions.write(res, session);
    res.status(status).type('html').setHeader('Cache-Control', 'no-store');
    const { title, body } = page(view);
    res.send(`<!doctype html>${render(Layout({ view, title, children: body }))}`);
  };
}
