import type { ComponentChildren } from 'preact';

import type { View } from '../page';

/** Header, footer and the frame around every page. */
export function Layout({ view, title, children }: { view: View; title: string; children: ComponentChildren }) {
  const { say, language, municipality } = view;
  const whose = municipality.name[language];
  return (
    <html lang={language} class="govuk-template">
      <head>
        <meta charSet="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>{[title, whose || say('name')].join(' – ')}</title>
        <link rel="stylesheet" href="/assets/prepiska.css" />
      </head>
      <body class="govuk-template__body">
        <a href="#main" class="govuk-skip-link">
          {say('skip')}
        </a>
        <header class="prepiska-header">
          <div class="govuk-width-container">
            <a href="/" class="prepiska-header__name">
              {whose || say('name')}
            </a>{' '}
            <Navigation view={view} />
          </div>
        </header>
        <div class="govuk-width-container">
          <main id="main" class="govuk-main-wrapper">
            {children}
          </main>
        </div>
        <footer class="prepiska-footer">
          <div class="govuk-width-container govuk-body-s">
            <p class="govuk-body-s">
              {[whose, municipality.address[language], municipality.email].filter(Boolean).join(' · ')}
            </p>
            <p class="govuk-body-s govuk-!-margin-bottom-0">{say('footer')}</p>
          </div>
        </footer>
      </body>
    </html>
  );
}

function Navigation({ view: { say, session, path } }: { view: View }) {
  return (
    <nav aria-label={say('name')}>
      <a href="/status">{say('status')}</a>
      {session.token && !session.isOfficial && <a href="/case-files">{say('myCaseFiles')}</a>}
      {session.isOfficial && <a href="/office">{say('office')}</a>}
      {session.isOperator && <a href="/office/incidents">{say('incidents')}</a>}
      {session.token ? (
        <form method="post" action="/sign-out">
          {session.name && <span class="prepiska-header__person">{session.name}</span>}
          <input type="hidden" name="csrf" value={session.csrf} />
          <button type="submit">{say('signOut')}</button>
        </form>
      ) : (
        <a href={`/sign-in?returnTo=${encodeURIComponent(path)}`}>{say('signIn')}</a>
      )}{' '}
      <a href={`/language/${say('languageCode')}?returnTo=${encodeURIComponent(path)}`} lang={say('languageCode')}>
        {say('language')}
      </a>
    </nav>
  );
}

/** Puts the words of a problem on top of a page, each linked to its field. */
export function ErrorSummary({ view, errors }: { view: View; errors: readonly PageError[] }) {
  if (errors.length === 0) return null;
  return (
    <div class="govuk-error-summary" role="alert">
      <h2 class="govuk-error-summary__title">{view.say('errorSummary')}</h2>
      <ul class="govuk-list govuk-error-summary__list">
        {errors.map(({ field, text }) => (
          <li>{field ? <a href={`#${field}`}>{text}</a> : text}</li>
        ))}
      </ul>
    </div>
  );
}

export interface PageError {
  readonly field?: string;
  readonly text: string;
}

/** The session's token against forged requests. */
export const Csrf = ({ view }: { view: View }) => <input type="hidden" name="csrf" value={view.session.csrf} />;
