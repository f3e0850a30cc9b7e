import type { CaseFileDetail } from '../api';
import { CaseFileBody } from '../components/case-file';
import type { View } from '../page';

export function caseFilePage(view: View, caseFile: CaseFileDetail) {
  return {
    title: caseFile.registrationNumber,
    body: (
      <>
        <h1 class="govuk-heading-l">{`${view.say('caseFile')} № ${caseFile.registrationNumber}`}</h1>
        <CaseFileBody view={view} caseFile={caseFile} />
      </>
    ),
  };
}
