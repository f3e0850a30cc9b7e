import type { Incident } from '../api';
import type { View } from '../page';

export function incidentsPage({ say, language, clock }: View, incidents: readonly Incident[], isDone: boolean) {
  return {
    title: say('incidents'),
    body: (
      <>
        {isDone && (
          <div class="govuk-notification-banner govuk-notification-banner--success" role="alert">
            <div class="govuk-notification-banner__content">
              <p class="govuk-notification-banner__heading">{say('incidentDone')}</p>
            </div>
          </div>
        )}
        <h1 class="govuk-heading-l">{`${say('incidents')} (${incidents.length})`}</h1>
        {incidents.length === 0 && <p class="govuk-body">{say('noIncidents')}</p>}
        {incidents.map(({ id, elementName, registrationNumber, serviceName, code, raisedAt }) => (
          <div class="govuk-summary-card">
            <div class="govuk-summary-card__content">
              <a class="govuk-link govuk-!-font-weight-bold" href={`/office/incidents/${id}`}>
                {`${elementName[language]} – № ${registrationNumber}`}
              </a>
              <p class="govuk-body govuk-!-margin-bottom-0">
                {serviceName[language]} · {code} · {say('since')} {clock.instant(raisedAt)}
              </p>
            </div>
          </div>
        ))}
      </>
    ),
  };
}
