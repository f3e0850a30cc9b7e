import type { CaseFileDetail } from '../api';
import type { View } from '../page';

export function receiptPage(view: View, caseFile: CaseFileDetail, code: string) {
  const { say } = view;
  return {
    title: say('receiptTitle'),
    body: (
      <>
        <div class="govuk-panel govuk-panel--confirmation prepiska-receipt">
          <h1 class="govuk-panel__title">{say('receiptTitle')}</h1>
          <div class="govuk-panel__body">
            {say('registrationNumber')}
            <br />
            <strong>{caseFile.registrationNumber}</strong>
          </div>
        </div>
        {code && (
          <p class="govuk-body">
            {say('accessCode')}: <strong>{code}</strong>
          </p>
        )}
        <p class="govuk-body">
          {say('receivedAt')}: {view.clock.instant(caseFile.receivedAt)}
        </p>
        <h2 class="govuk-heading-m">{say('receiptNext')}</h2>
        <p class="govuk-body">{say(caseFile.status === 'signature-review' ? 'receiptReview' : 'receiptInProgress')}</p>
        <a class="govuk-link" href={`/case-files/${caseFile.id}`}>
          {say('toCaseFile')}
        </a>
      </>
    ),
  };
}
