import type { Completed, WorkItem } from '../api';
import type { View } from '../page';

export function decidedPage({ say, language }: View, { workItem }: Completed, next: WorkItem | undefined) {
  return {
    title: say('done'),
    body: (
      <>
        <div class="govuk-notification-banner govuk-notification-banner--success" role="alert">
          <div class="govuk-notification-banner__content">
            <h1 class="govuk-notification-banner__heading">{`${say('done')}: ${workItem.name[language]}, № ${workItem.registrationNumber}`}</h1>
          </div>
        </div>
        {next && (
          <p class="govuk-body">
            <a class="govuk-link" href={`/office/work-items/${next.id}`}>
              {`${say('next')}: ${next.name[language]}, № ${next.registrationNumber}`}
            </a>
          </p>
        )}
        <p class="govuk-body">
          <a class="govuk-link" href="/office">
            {say('backToInbox')}
          </a>
        </p>
      </>
    ),
  };
}
