import type { CaseFileDetail } from '../api';
import type { View } from '../page';
import { sayValue } from '../texts';

/** Where it stands, what was stated, the documents and the history; for the citizen and the office alike. */
export function CaseFileBody({ view, caseFile }: { view: View; caseFile: CaseFileDetail }) {
  const { say, language, clock } = view;
  const rows: [string, string][] = [
    [say('service'), caseFile.serviceName[language]],
    [say('state'), sayValue(say, caseFile.status)],
    ...(caseFile.outcome ? [[say('outcome'), sayValue(say, caseFile.outcome)] as [string, string]] : []),
    [say('applicant'), caseFile.applicantName],
    [say('receivedAt'), clock.instant(caseFile.receivedAt)],
    [say('signedBy'), sayValue(say, caseFile.verdict.indication)],
  ];
  return (
    <>
      <Summary rows={rows} />
      {caseFile.verdict.findings.map((finding) => (
        <div class="govuk-inset-text">{finding[language]}</div>
      ))}
      <h2 class="govuk-heading-m">{say('documents')}</h2>
      <ul class="govuk-list">
        {caseFile.documents.map(({ id, kind, fileName }) => (
          <li>
            <a class="govuk-link" href={`/case-files/${caseFile.id}/documents/${id}`}>
              {`${sayValue(say, kind)} – ${fileName}`}
            </a>
          </li>
        ))}
      </ul>
      <h2 class="govuk-heading-m">{say('history')}</h2>
      <ol class="govuk-list">
        {caseFile.history.map(({ at, actor, title }) => (
          <li>
            <strong>{clock.instant(at)}</strong> {title[language]} {actor && `(${actor})`}
          </li>
        ))}
      </ol>
    </>
  );
}

export function Summary({ rows }: { rows: readonly (readonly [string, string])[] }) {
  return (
    <dl class="govuk-summary-list">
      {rows.map(([key, value]) => (
        <div class="govuk-summary-list__row">
          <dt class="govuk-summary-list__key">{key}</dt>
          <dd class="govuk-summary-list__value">{value}</dd>
        </div>
      ))}
    </dl>
  );
}
