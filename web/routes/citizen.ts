import { randomUUID } from 'node:crypto';

import { Router, type Request } from 'express';
import multer from 'multer';

import {
  createApi,
  segment,
  type Application,
  type ApplicationDocument,
  type CaseFile,
  type CaseFileDetail,
  type Me,
  type Receipt,
  type ServiceDetail,
} from '../api';
import { readValues, type FormSchema, type Values } from '../components/fields';
import { languageOf, type ShowPage } from '../page';
import { applyPage } from '../pages/apply';
import { caseFilePage } from '../pages/case-file';
import { caseFilesPage } from '../pages/case-files';
import { receiptPage } from '../pages/receipt';
import { signPage } from '../pages/sign';
import { mendable, pageErrors } from '../problems';
import type { Sessions } from '../session';

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
    const service = await api.get<ServiceDetail>(`/services/${segment(req.params.id)}`);
    const me = await api.get<Me>('/me');
    const applicant = { name: me.name.bg, number: me.identifier?.number ?? '', email: me.email };
    show(req, res, (view) => applyPage(view, service, applicant, []));
  });

  router.post('/services/:id/apply', sessions.refuseForged, async (req, res) => {
    const api = apiOf(req);
    const service = await api.get<ServiceDetail>(`/services/${segment(req.params.id)}`);
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
    const document = await apiOf(req).get<ApplicationDocument>(`/applications/${segment(req.params.id)}`);
    const certificate = await demoCertificateOf(req);
    show(req, res, (view) => signPage(view, { document, certificate, errors: [] }));
  });

  router.get('/applications/:id/document', async (req, res) => {
    const response = await apiOf(req).raw(`/applications/${segment(req.params.id)}/document`);
    res
      .type('application/pdf')
      .attachment('application.pdf')
      .send(Buffer.from(await response.arrayBuffer()));
  });

  router.post('/applications/:id/sign', upload, sessions.refuseForged, async (req, res) => {
    const api = apiOf(req);
    const document = await api.get<ApplicationDocument>(`/applications/${segment(req.params.id)}`);
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
    show(req, res, (view) => caseFilesPage(view, mine));
  });

  router.get('/case-files/:id', async (req, res) => {
    const caseFile = await apiOf(req).get<CaseFileDetail>(`/case-files/${segment(req.params.id)}`);
    show(req, res, (view) => caseFilePage(view, caseFile));
  });

  router.get('/case-files/:id/receipt', async (req, res) => {
    const caseFile = await apiOf(req).get<CaseFileDetail>(`/case-files/${segment(req.params.id)}`);
    show(req, res, (view) => receiptPage(view, caseFile, String(req.query.code ?? '')));
  });

  router.get('/case-files/:id/documents/:documentId', async (req, res) => {
    const { id, documentId } = req.params;
    const response = await apiOf(req).raw(`/case-files/${segment(id)}/documents/${segment(documentId)}`);
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
