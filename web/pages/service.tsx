import type { ServiceDetail } from '../api';
import { Summary } from '../components/case-file';
import type { View } from '../page';

export function servicePage(
  { say, language }: View,
  { id, name, summary, legalBasis, fee, term, unit }: ServiceDetail,
) {
  return {
    title: name[language],
    body: (
      <>
        <h1 class="govuk-heading-l">{name[language]}</h1>
        <p class="govuk-body-l">{summary[language]}</p>
        <Summary
          rows={[
            [say('unit'), unit[language]],
            [say('term'), termInWords(language, term)],
            [say('fee'), `${fee.amount} ${fee.currency}`],
            [say('legalBasis'), legalBasis[language]],
          ]}
        />
        <p class="govuk-body">{say('needSignature')}</p>
        <a class="govuk-button" role="button" href={`/services/${id}/apply`}>
          {say('start')}
        </a>
      </>
    ),
  };
}

function termInWords(language: View['language'], term: string): string {
  const [, days, isWorking] = /^P(\d+)(W?)D$/.exec(term) ?? [];
  if (days === undefined) return term;
  return `${days} ${UNITS[isWorking ? 'working' : 'calendar'][language][days === '1' ? 0 : 1]}`;
}

const UNITS = {
  calendar: { bg: ['ден', 'дни'], en: ['day', 'days'] },
  working: { bg: ['работен ден', 'работни дни'], en: ['working day', 'working days'] },
} as const;
