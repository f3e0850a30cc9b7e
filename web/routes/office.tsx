import { randomUUID } from 'node:crypto';

import { Router, type Request } from 'express';

import { createApi, type Completed, type WorkItem, type WorkItemDetail } from '../api';
import { CaseFileBody, Summary } from '../components/case-file';
import { Fields, readValues, type FormSchema, type Values } from '../components/fields';
import { Csrf, ErrorSummary, type PageError } from '../components/layout';
import { languageOf, type ShowPage, type View } from '../page';
import { mendable, pageErrors } from '../problems';
import type { Sessions } from '../session';

/** The officials' side: what waits, one item with everything needed to decide, and the decision. */
export function officeRoutes(apiUrl: string, sessions: Sessions, show: ShowPage): Router {
  const router = Router();
  const apiOf = (req: Request) => createApi(apiUrl, sessions.read(req).token);

  router.get('/', async (req, res) => {
    const items = await apiOf(req).get<WorkItem[]>('/work-items');
    show(req, res, (view) => inboxPage(view, items));
  });

  router.get('/work-items/:id', async (req, res) => {
    const item = await apiOf(req).get<WorkItemDetail>(`/work-items/${req.params.id}`);
    show(req, res, (view) => itemPage(view, item, item.inputs, []));
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
      const errors = pageErrors(mendable(error), languageOf(req));
      show(req, res, (view) => itemPage(view, item, body, errors), 422);
    }
  });

  return router;
}

function inboxPage({ say, language, clock }: View, items: readonly WorkItem[]) {
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
                {serviceName[language]} · {applicantName} · {say('since')} {clock.instant(openedAt)}
              </p>
            </div>
          </div>
        ))}
      </>
    ),
  };
}

function itemPage(view: View, item: WorkItemDetail, values: Values, errors: readonly PageError[]) {
  const { say, language } = view;
  const schema = item.form as FormSchema;
  const outcome = schema.properties?.outcome;
  const rowsOf = (data: WorkItemDetail['inputs']) =>
    Object.entries(data)
      .filter(([, value]) => value !== '' && value !== null)
      .map(([name, value]) => rowOf(view, name, value, item.words[name]));
  const isShownOnly = (name: string): boolean => (schema.properties?.[name] ?? { readOnly: true }).readOnly === true;
  const handedOver = rowsOf(Object.fromEntries(Object.entries(item.inputs).filter(([name]) => isShownOnly(name))));
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
            <Summary rows={rowsOf(item.caseFile.application.data)} />
            {handedOver.length > 0 && <h2 class="govuk-heading-m">{say('handedOver')}</h2>}
            <Summary rows={handedOver} />
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

type Words = WorkItemDetail['words'][string];

/** A field by what it is called, its value as a person reads it. */
function rowOf(view: View, name: string, value: unknown, words: Words | undefined): [string, string] {
  const inWords = (one: unknown): string => {
    if (typeof one === 'boolean') return view.say(one ? 'yes' : 'no');
    if (typeof one !== 'string') return typeof one === 'object' ? JSON.stringify(one) : String(one);
    return words?.options?.[one]?.[view.language] ?? (words?.format === 'date' ? view.clock.date(one) : one);
  };
  return [
    words?.label[view.language] ?? name,
    Array.isArray(value) ? value.map((one: unknown) => inWords(one)).join('; ') : inWords(value),
  ];
}

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
