import { randomUUID } from 'node:crypto';

import { Router, type Request } from 'express';

import { createApi, type Completed, type ServiceDetail, type WorkItem, type WorkItemDetail } from '../api';
import { CaseFileBody, Summary } from '../components/case-file';
import { Fields, readValues, type FormSchema, type Values } from '../components/fields';
import { Csrf, ErrorSummary, type PageError } from '../components/layout';
import type { ShowPage, View } from '../page';
import { mendable, pageErrors } from '../problems';
import { cookiesOf, type Sessions } from '../session';
import { formatInstant } from '../texts';

/** The officials' side: what waits, one item with everything needed to decide, and the decision. */
export function officeRoutes(apiUrl: string, sessions: Sessions, show: ShowPage): Router {
  const router = Router();
  const apiOf = (req: Request) => createApi(apiUrl, sessions.read(req).token);

  router.get('/', async (req, res) => {
    const items = await apiOf(req).get<WorkItem[]>('/work-items');
    show(req, res, (view) => inboxPage(view, items));
  });

  router.get('/work-items/:id', async (req, res) => {
    const api = apiOf(req);
    const item = await api.get<WorkItemDetail>(`/work-items/${req.params.id}`);
    const form = await formOf(api, item);
    show(req, res, (view) => itemPage(view, { ...item, applicationForm: form }, item.inputs, []));
  });

  router.post('/work-items/:id', sessions.refuseForged, async (req, res) => {
    const api = apiOf(req);
    const path = `/work-items/${String(req.params.id)}`;
    const body = req.body as Values;
    const item = await api.get<WorkItemDetail>(path);
    try {
      const values = readValues(item.form as FormSchema, body);
      const done = await api.post<Completed>(
        `${path}/complete`,
        { version: Number(body.version), values },
        String(body.key),
      );
      const waiting = await api.get<WorkItem[]>('/work-items');
      show(req, res, (view) => donePage(view, done, waiting[0]));
    } catch (error) {
      const errors = pageErrors(mendable(error), cookiesOf(req).language === 'en' ? 'en' : 'bg');
      const form = await formOf(api, item);
      show(req, res, (view) => itemPage(view, { ...item, applicationForm: form }, body, errors), 422);
    }
  });

  return router;
}

type ShownItem = WorkItemDetail & { readonly applicationForm: FormSchema };

/** The service's form knows what the citizen's fields are called. */
async function formOf(api: ReturnType<typeof createApi>, { caseFile }: WorkItemDetail): Promise<FormSchema> {
  return (await api.get<ServiceDetail>(`/services/${encodeURIComponent(caseFile.service)}`)).form as FormSchema;
}

function inboxPage({ say, language }: View, items: readonly WorkItem[]) {
  return {
    title: say('inbox'),
    body: (
      <>
        <h1 class="govuk-heading-l">{`${say('inbox')} (${items.length})`}</h1>
        {items.length === 0 && <p class="govuk-body">{say('noWorkItems')}</p>}
        {items.map(({ id, name, serviceName, registrationNumber, applicantName, openedAt }) => (
          <div class="govuk-summary-card">
            <div class="govuk-summary-card__content">
              <a class="govuk-link govuk-!-font-weight-bold" href={`/office/work-items/${id}`}>
                {`${name[language]} – № ${registrationNumber}`}
              </a>
              <p class="govuk-body govuk-!-margin-bottom-0">
                {serviceName[language]} · {applicantName} · {say('since')} {formatInstant(language, openedAt)}
              </p>
            </div>
          </div>
        ))}
      </>
    ),
  };
}

function itemPage(view: View, item: ShownItem, values: Values, errors: readonly PageError[]) {
  const { say, language } = view;
  const schema = item.form as FormSchema;
  const outcome = schema.properties?.outcome;
  const application = Object.entries(item.caseFile.application.data);
  const inputs = Object.entries(item.inputs).filter(
    ([name, value]) => value !== '' && value !== null && !schema.properties?.[name],
  );
  const label = (name: string): string =>
    [item.applicationForm, schema]
      .map((form) => form.properties?.[name]?.['x-text']?.label?.[language])
      .find(Boolean) ?? name;
  return {
    title: errors.length > 0 ? `${say('error')}: ${item.name[language]}` : item.name[language],
    body: (
      <>
        <ErrorSummary view={view} errors={errors} />
        <span class="govuk-caption-l">{`№ ${item.registrationNumber}`}</span>
        <h1 class="govuk-heading-l">{item.name[language]}</h1>
        <div class="govuk-grid-row">
          <div class="govuk-grid-column-one-half">
            <CaseFileBody view={view} caseFile={item.caseFile} />
          </div>
          <div class="govuk-grid-column-one-half">
            <h2 class="govuk-heading-m">{say('data')}</h2>
            <Summary rows={application.map(([key, value]) => [label(key), inWords(value)])} />
            {inputs.length > 0 && <h2 class="govuk-heading-m">{say('handedOver')}</h2>}
            <Summary rows={inputs.map(([key, value]) => [label(key), inWords(value)])} />
            {item.state === 'open' && (
              <form method="post" noValidate>
                <Csrf view={view} />
                <input type="hidden" name="version" value={item.version} />
                <input type="hidden" name="key" value={randomUUID()} />
                <h2 class="govuk-heading-m">{say('decide')}</h2>
                <Fields view={view} schema={schema} values={values} errors={errors} without={['outcome']} />
                <div class="govuk-button-group">
                  {(outcome?.enum ?? []).map((option, index) => (
                    <button
                      class={`govuk-button${index > 0 ? ' govuk-button--secondary' : ''}`}
                      name="outcome"
                      value={option}
                    >
                      {outcome?.['x-outcomes']?.[option]?.[language] ?? option}
                    </button>
                  ))}
                </div>
              </form>
            )}
          </div>
        </div>
      </>
    ),
  };
}

const inWords = (value: unknown): string =>
  Array.isArray(value)
    ? value.map(inWords).join('; ')
    : typeof value === 'object'
      ? JSON.stringify(value)
      : String(value);

function donePage({ say, language }: View, { workItem }: Completed, next: WorkItem | undefined) {
  return {
    title: say('done'),
    body: (
      <>
        <div class="govuk-notification-banner govuk-notification-banner--success" role="alert">
          <div class="govuk-notification-banner__content">
            <h1 class="govuk-notification-banner__heading">{`${say('done')}: ${workItem.name[language]}, № ${workItem.registrationNumber}`}</h1>
          </div>
        </div>
        {next && (
          <p class="govuk-body">
            <a class="govuk-link" href={`/office/work-items/${next.id}`}>
              {`${say('next')}: ${next.name[language]}, № ${next.registrationNumber}`}
            </a>
          </p>
        )}
        <p class="govuk-body">
          <a class="govuk-link" href="/office">
            {say('backToInbox')}
          </a>
        </p>
      </>
    ),
  };
}
