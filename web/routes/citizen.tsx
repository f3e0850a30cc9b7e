import { randomUUID } from 'node:crypto';

import { Router, type Request } from 'express';
import multer from 'multer';

import {
  createApi,
  type Application,
  type ApplicationDocument,
  type CaseFile,
  type CaseFileDetail,
  type Me,
  type Receipt,
  type ServiceDetail,
} from '../api';
import { Csrf, ErrorSummary, type PageError } from '../components/layout';
import { CaseFileBody } from '../components/case-file';
import { Field, Fields, readValues, type FormSchema, type Values } from '../components/fields';
import { languageOf, type ShowPage, type View } from '../page';
import { mendable, pageErrors } from '../problems';
import type { Sessions } from '../session';
import { sayValue } from '../texts';

const upload = multer({
  storage: multer.memoryStorage(),
  defParamCharset: 'utf8',
  limits: { fileSize: 11 * 1024 * 1024, files: 1, fields: 4 },
}).single('signed');

interface Options {
  readonly apiUrl: string;
  readonly demoCertificatesUrl: string | undefined;
}

/** The way from an application to its reply, without a line of JavaScript. */
export function citizenRoutes({ apiUrl, demoCertificatesUrl }: Options, sessions: Sessions, show: ShowPage): Router {
  const router = Router();
  const apiOf = (req: Request) => createApi(apiUrl, sessions.read(req).token);
  const demoCertificateOf = async (req: Request) =>
    demoCertificatesUrl && `${demoCertificatesUrl}/${(await apiOf(req).get<Me>('/me')).id}.p12`;

  router.get('/services/:id/apply', async (req, res) => {
    const api = apiOf(req);
    const service = await api.get<ServiceDetail>(`/services/${encodeURIComponent(req.params.id)}`);
    const me = await api.get<Me>('/me');
    const applicant = { name: me.name.bg, number: me.identifier?.number ?? '', email: me.email };
    show(req, res, (view) => applyPage(view, service, applicant, []));
  });

  router.post('/services/:id/apply', sessions.refuseForged, async (req, res) => {
    const api = apiOf(req);
    const service = await api.get<ServiceDetail>(`/services/${encodeURIComponent(String(req.params.id))}`);
    const body = req.body as Values;
    const [name, number, email] = ['name', 'number', 'email'].map((field) => String(body[field] ?? '').trim());
    const application = {
      service: service.id,
      applicant: {
        name: name ?? '',
        identifier: { kind: 'PNO', country: 'BG', number: number ?? '' },
        email: email ?? '',
      },
      data: readValues(service.form as FormSchema, body),
    } satisfies Application;
    try {
      const { id } = await api.post<ApplicationDocument>('/applications', application, randomUUID());
      res.redirect(303, `/applications/${id}/sign`);
    } catch (error) {
      const errors = pageErrors(mendable(error), languageOf(req));
      show(req, res, (view) => applyPage(view, service, body, errors), 422);
    }
  });

  router.get('/applications/:id/sign', async (req, res) => {
    const document = await apiOf(req).get<ApplicationDocument>(`/applications/${req.params.id}`);
    const certificate = await demoCertificateOf(req);
    show(req, res, (view) => signPage(view, { document, certificate, errors: [] }));
  });

  router.get('/applications/:id/document', async (req, res) => {
    const response = await apiOf(req).raw(`/applications/${req.params.id}/document`);
    res
      .type('application/pdf')
      .attachment('application.pdf')
      .send(Buffer.from(await response.arrayBuffer()));
  });

  router.post('/applications/:id/sign', upload, sessions.refuseForged, async (req, res) => {
    const api = apiOf(req);
    const document = await api.get<ApplicationDocument>(`/applications/${String(req.params.id)}`);
    try {
      const receipt = await submit(api, document, req);
      res.redirect(303, `/case-files/${receipt.caseFileId}/receipt?code=${receipt.accessCode}`);
    } catch (error) {
      const errors = pageErrors(mendable(error), languageOf(req));
      const certificate = await demoCertificateOf(req);
      show(req, res, (view) => signPage(view, { document, certificate, errors }), 422);
    }
  });

  router.get('/case-files', async (req, res) => {
    const mine = await apiOf(req).get<CaseFile[]>('/case-files');
    show(req, res, (view) => minePage(view, mine));
  });

  router.get('/case-files/:id', async (req, res) => {
    const caseFile = await apiOf(req).get<CaseFileDetail>(`/case-files/${req.params.id}`);
    show(req, res, (view) => ({
      title: caseFile.registrationNumber,
      body: (
        <>
          <h1 class="govuk-heading-l">{`${view.say('caseFile')} № ${caseFile.registrationNumber}`}</h1>
          <CaseFileBody view={view} caseFile={caseFile} />
        </>
      ),
    }));
  });

  router.get('/case-files/:id/receipt', async (req, res) => {
    const caseFile = await apiOf(req).get<CaseFileDetail>(`/case-files/${req.params.id}`);
    show(req, res, (view) => receiptPage(view, caseFile, String(req.query.code ?? '')));
  });

  router.get('/case-files/:id/documents/:documentId', async (req, res) => {
    const { id, documentId } = req.params;
    const response = await apiOf(req).raw(`/case-files/${id}/documents/${documentId}`);
    for (const header of ['Content-Type', 'Content-Disposition', 'Content-Security-Policy'])
      res.setHeader(header, response.headers.get(header) ?? '');
    res.send(Buffer.from(await response.arrayBuffer()));
  });

  return router;
}

async function submit(
  api: ReturnType<typeof createApi>,
  document: ApplicationDocument,
  req: Request,
): Promise<Receipt> {
  const form = new FormData();
  form.set('application', JSON.stringify(document.application));
  if (req.file) form.set('signed', new Blob([Buffer.from(req.file.buffer)]), req.file.originalname);
  // A detached signature stands over the PDF that we made: the citizen need not send it back.
  if (req.file && /\.p7s$/i.test(req.file.originalname)) {
    const content = await (await api.raw(`/applications/${document.id}/document`)).arrayBuffer();
    form.set('content', new Blob([content]), 'application.pdf');
  }
  const key = String((req.body as { key?: unknown }).key ?? randomUUID());
  return (await (
    await api.raw('/case-files', { method: 'POST', headers: { 'Idempotency-Key': key }, body: form })
  ).json()) as Receipt;
}

function applyPage(view: View, service: ServiceDetail, values: Values, errors: readonly PageError[]) {
  const { say, language } = view;
  const error = (field: string) => errors.find((candidate) => candidate.field === field)?.text;
  const own = [
    { name: 'name', label: say('applicantName') },
    { name: 'number', label: say('egn') },
    { name: 'email', label: say('email') },
  ];
  const title = service.name[language];
  return {
    title: errors.length > 0 ? `${say('error')}: ${title}` : title,
    body: (
      <>
        <ErrorSummary view={view} errors={errors} />
        <h1 class="govuk-heading-l">{title}</h1>
        <form method="post" noValidate>
          <Csrf view={view} />
          <h2 class="govuk-heading-m">{say('applicant')}</h2>
          {own.map(({ name, label }) => (
            <Field
              view={view}
              name={name}
              label={label}
              field={{ type: 'string' }}
              value={values[name]}
              error={error(name)}
            />
          ))}
          <h2 class="govuk-heading-m">{say('data')}</h2>
          <Fields view={view} schema={service.form as FormSchema} values={values} errors={errors} />
          <button class="govuk-button">{say('continue')}</button>
        </form>
      </>
    ),
  };
}

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

function signPage(view: View, { document, certificate, errors }: Signing) {
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

function receiptPage(view: View, caseFile: CaseFileDetail, code: string) {
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

function minePage(view: View, mine: readonly CaseFile[]) {
  const { say, language, clock } = view;
  return {
    title: say('myCaseFiles'),
    body: (
      <>
        <h1 class="govuk-heading-l">{say('myCaseFiles')}</h1>
        {mine.length === 0 && <p class="govuk-body">{say('noCaseFiles')}</p>}
        {mine.map(({ id, serviceName, registrationNumber, status, receivedAt }) => (
          <div class="govuk-summary-card">
            <div class="govuk-summary-card__content">
              <a class="govuk-link govuk-!-font-weight-bold" href={`/case-files/${id}`}>
                {`№ ${registrationNumber}`}
              </a>
              <p class="govuk-body govuk-!-margin-bottom-0">
                {serviceName[language]} · {sayValue(say, status)} · {clock.instant(receivedAt)}
              </p>
            </div>
          </div>
        ))}
      </>
    ),
  };
}
