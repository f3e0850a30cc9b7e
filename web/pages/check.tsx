import type { ReplyCheck } from '../api';
import { Summary } from '../components/case-file';
import type { View } from '../page';
import { sayValue } from '../texts';

export function checkPage({ say, language, clock }: View, reply: ReplyCheck) {
  return {
    title: say('checkTitle'),
    body: (
      <>
        <h1 class="govuk-heading-l">{say('checkTitle')}</h1>
        <p class="govuk-body-l">{say('checkGood')}</p>
        <Summary
          rows={[
            [say('registrationNumber'), reply.registrationNumber],
            [say('service'), reply.serviceName[language]],
            [say('outcome'), sayValue(say, reply.kind)],
            [say('issuedAt'), clock.instant(reply.issuedAt)],
          ]}
        />
        <p class="govuk-body">{say('checkFile')}</p>
        <code class="prepiska-code">{reply.sha256}</code>
      </>
    ),
  };
}
