import { Router } from 'express';

import { ApiProblem, createApi, type CaseFile, type ReplyCheck, type Service, type ServiceDetail } from '../api';
import { Summary } from '../components/case-file';
import { ErrorSummary, type PageError } from '../components/layout';
import { languageOf, type ShowPage, type View } from '../page';
import { mendable, pageErrors } from '../problems';
import { sayValue } from '../texts';

/** Pages for which nobody needs to be known. */
export function publicRoutes(apiUrl: string, show: ShowPage): Router {
  const router = Router();
  const api = createApi(apiUrl, undefined);

  router.get('/', async (req, res) => {
    const services = await api.get<Service[]>('/services');
    show(req, res, (view) => homePage(view, services));
  });

  router.get('/services/:id', async (req, res) => {
    const service = await api.get<ServiceDetail>(`/services/${encodeURIComponent(req.params.id)}`);
    show(req, res, (view) => servicePage(view, service));
  });

  router.get('/check/:code', async (req, res) => {
    const reply = await api.get<ReplyCheck>(`/replies/${encodeURIComponent(req.params.code)}`);
    show(req, res, (view) => checkPage(view, reply));
  });

  router.get('/status', async (req, res) => {
    const { number, code } = req.query;
    if (typeof number !== 'string' || typeof code !== 'string')
      return show(req, res, (view) => statusPage(view, undefined, []));
    try {
      const caseFile = await api.get<CaseFile>(`/status?${new URLSearchParams({ number, code })}`);
      show(req, res, (view) => statusPage(view, caseFile, []));
    } catch (error) {
      const problem = error instanceof ApiProblem && error.problem.status === 404 ? error : mendable(error);
      const errors = pageErrors(problem, languageOf(req));
      show(req, res, (view) => statusPage(view, undefined, errors), problem.problem.status);
    }
  });

  return router;
}

function homePage({ say, language }: View, services: readonly Service[]) {
  return {
    title: say('homeTitle'),
    body: (
      <>
        <h1 class="govuk-heading-xl">{say('homeTitle')}</h1>
        <p class="govuk-body-l">{say('homeLead')}</p>
        <h2 class="govuk-heading-m">{say('services')}</h2>
        {services.map(({ id, name, summary }) => (
          <div class="govuk-!-margin-bottom-6">
            <a class="govuk-link govuk-!-font-size-24 govuk-!-font-weight-bold" href={`/services/${id}`}>
              {name[language]}
            </a>
            <p class="govuk-body">{summary[language]}</p>
          </div>
        ))}
      </>
    ),
  };
}

function servicePage({ say, language }: View, { id, name, summary, legalBasis, fee, term, unit }: ServiceDetail) {
  return {
    title: name[language],
    body: (
      <>
        <h1 class="govuk-heading-l">{name[language]}</h1>
        <p class="govuk-body-l">{summary[language]}</p>
        <Summary
          rows={[
            [say('unit'), unit[language]],
            [say('term'), termInWords(language, term)],
            [say('fee'), `${fee.amount} ${fee.currency}`],
            [say('legalBasis'), legalBasis[language]],
          ]}
        />
        <p class="govuk-body">{say('needSignature')}</p>
        <a class="govuk-button" role="button" href={`/services/${id}/apply`}>
          {say('start')}
        </a>
      </>
    ),
  };
}

function termInWords(language: View['language'], term: string): string {
  const days = Number(/^P(\d+)D$/.exec(term)?.[1]);
  if (!days) return term;
  const unit = language === 'bg' ? (days === 1 ? 'ден' : 'дни') : days === 1 ? 'day' : 'days';
  return `${days} ${unit}`;
}

function checkPage({ say, language, clock }: View, reply: ReplyCheck) {
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

function statusPage(view: View, caseFile: CaseFile | undefined, errors: readonly PageError[]) {
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
