import type { WorkItem } from '../api';
import type { View } from '../page';

export function inboxPage({ say, language, clock }: View, items: readonly WorkItem[]) {
  return {
    title: say('inbox'),
    body: (
      <>
        <h1 class="govuk-heading-l">{`${say('inbox')} (${items.length})`}</h1>
        {items.length === 0 && <p class="govuk-body">{say('noWorkItems')}</p>}
        {items.map(({ id, name, serviceName, registrationNumber, applicantName, openedAt }) => (
          <div class="govuk-summary-card">
            <div class="govuk-summary-card__content">
              <a class="govuk-link govuk-!-font-weight-bold" href={`/office/work-items/${id}`}>
                {`${name[language]} – № ${registrationNumber}`}
              </a>
              <p class="govuk-body govuk-!-margin-bottom-0">
                {serviceName[language]} · {applicantName} · {say('since')} {clock.instant(openedAt)}
              </p>
            </div>
          </div>
        ))}
      </>
    ),
  };
}
