import { randomUUID } from 'node:crypto';

import type { ApplicationDocument } from '../api';
import { Csrf, ErrorSummary, type PageError } from '../components/layout';
import type { View } from '../page';

/** The exact lines that sign with a demo certificate, as it was downloaded. */
const commands = (p12: string) => `openssl pkcs12 -in ${p12} -passin pass:demo -nodes -out me.pem
openssl pkcs12 -in ${p12} -passin pass:demo -nokeys -cacerts -out issuer.pem
openssl cms -sign -binary -cades -md sha256 -nosmimecap -in application.pdf -signer me.pem -certfile issuer.pem -outform DER -out application.pdf.p7s

npx prepiska sign application.pdf --p12 ${p12} --password demo`;

interface Signing {
  readonly document: ApplicationDocument;
  /** Where the demo citizen's certificate is. */
  readonly certificate: string | undefined;
  readonly errors: readonly PageError[];
}

export function signPage(view: View, { document, certificate, errors }: Signing) {
  const { say } = view;
  const title = say('signTitle');
  return {
    title: errors.length > 0 ? `${say('error')}: ${title}` : title,
    body: (
      <>
        <ErrorSummary view={view} errors={errors} />
        <h1 class="govuk-heading-l">{title}</h1>
        <p class="govuk-body">{say('again')}</p>
        <h2 class="govuk-heading-m">{say('signDownload')}</h2>
        <p class="govuk-body">
          <a class="govuk-link" href={`/applications/${document.id}/document`}>
            application.pdf
          </a>
        </p>
        <h2 class="govuk-heading-m">{say('signSign')}</h2>
        <p class="govuk-body">{say('signSignHint')}</p>
        {certificate && (
          <>
            <p class="govuk-body">
              {say('signDemo')}{' '}
              <a class="govuk-link" href={certificate}>
                {fileName(certificate)}
              </a>
            </p>
            <code class="prepiska-code">{commands(fileName(certificate))}</code>
          </>
        )}
        <form method="post" encType="multipart/form-data">
          <Csrf view={view} />
          <input type="hidden" name="key" value={randomUUID()} />
          <div class="govuk-form-group govuk-!-margin-top-6">
            <label class="govuk-label govuk-label--m" for="signed">
              {say('signUpload')}
            </label>
            <div class="govuk-hint" id="signed-hint">
              {say('signUploadHint')}
            </div>
            <input class="govuk-file-upload" id="signed" name="signed" type="file" aria-describedby="signed-hint" />
          </div>
          <button class="govuk-button">{say('submit')}</button>
        </form>
      </>
    ),
  };
}

const fileName = (url: string): string => url.slice(url.lastIndexOf('/') + 1);
