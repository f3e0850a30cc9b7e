import type { Service } from '../api';
import type { View } from '../page';

export function homePage({ say, language }: View, services: readonly Service[]) {
  return {
    title: say('homeTitle'),
    body: (
      <>
        <h1 class="govuk-heading-xl">{say('homeTitle')}</h1>
        <p class="govuk-body-l">{say('homeLead')}</p>
        <h2 class="govuk-heading-m">{say('services')}</h2>
        {services.map(({ id, name, summary }) => (
          <div class="govuk-!-margin-bottom-6">
            <a class="govuk-link govuk-!-font-size-24 govuk-!-font-weight-bold" href={`/services/${id}`}>
              {name[language]}
            </a>
            <p class="govuk-body">{summary[language]}</p>
          </div>
        ))}
      </>
    ),
  };
}
