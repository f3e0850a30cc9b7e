import type { CaseFile } from '../api';
import { Summary } from '../components/case-file';
import { ErrorSummary, type PageError } from '../components/layout';
import type { View } from '../page';
import { sayValue } from '../texts';

export function statusPage(view: View, caseFile: CaseFile | undefined, errors: readonly PageError[]) {
  const { say, language, clock } = view;
  const field = (name: string, label: string) => (
    <div class="govuk-form-group">
      <label class="govuk-label" for={name}>
        {label}
      </label>
      <input class="govuk-input govuk-input--width-20" id={name} name={name} />
    </div>
  );
  return {
    title: say('status'),
    body: (
      <>
        <ErrorSummary view={view} errors={errors} />
        <h1 class="govuk-heading-l">{say('status')}</h1>
        {caseFile && (
          <Summary
            rows={[
              [say('registrationNumber'), caseFile.registrationNumber],
              [say('service'), caseFile.serviceName[language]],
              [say('state'), sayValue(say, caseFile.status)],
              [say('receivedAt'), clock.instant(caseFile.receivedAt)],
            ]}
          />
        )}
        <form method="get">
          {field('number', say('registrationNumber'))}
          {field('code', say('accessCode'))}
          <button class="govuk-button">{say('lookUp')}</button>
        </form>
      </>
    ),
  };
}
