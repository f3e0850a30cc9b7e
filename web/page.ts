import type { Request, Response } from 'express';
import { render } from 'preact-render-to-string';
import type { ComponentChildren } from 'preact';

import { Layout } from './components/layout';
import { cookiesOf, type Session, type Sessions } from './session';
import { createSay, type Language, type Say } from './texts';

/** What every page knows: who is here, in which language, and the words. */
export interface View {
  readonly session: Session;
  readonly language: Language;
  readonly say: Say;
  readonly path: string;
}

export type ShowPage = (
  req: Request,
  res: Response,
  page: (view: View) => { title: string; body: ComponentChildren },
  status?: number,
) => void;

export function createShowPage(sessions: Sessions): ShowPage {
  return (req, res, page, status = 200) => {
    const session = sessions.read(req);
    const language: Language = cookiesOf(req).language === 'en' ? 'en' : 'bg';
    const view: View = { session, language, say: createSay(language), path: req.originalUrl };
    sessions.write(res, session);
    res.status(status).type('html').setHeader('Cache-Control', 'no-store');
    const { title, body } = page(view);
    res.send(`<!doctype html>${render(Layout({ view, title, children: body }))}`);
  };
}
