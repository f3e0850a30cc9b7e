import type { CaseFile } from '../api';
import type { View } from '../page';
import { sayValue } from '../texts';

export function caseFilesPage(view: View, mine: readonly CaseFile[]) {
  const { say, language, clock } = view;
  return {
    title: say('myCaseFiles'),
    body: (
      <>
        <h1 class="govuk-heading-l">{say('myCaseFiles')}</h1>
        {mine.length === 0 && <p class="govuk-body">{say('noCaseFiles')}</p>}
        {mine.map(({ id, serviceName, registrationNumber, status, receivedAt }) => (
          <div class="govuk-summary-card">
            <div class="govuk-summary-card__content">
              <a class="govuk-link govuk-!-font-weight-bold" href={`/case-files/${id}`}>
                {`№ ${registrationNumber}`}
              </a>
              <p class="govuk-body govuk-!-margin-bottom-0">
                {serviceName[language]} · {sayValue(say, status)} · {clock.instant(receivedAt)}
              </p>
            </div>
          </div>
        ))}
      </>
    ),
  };
}
