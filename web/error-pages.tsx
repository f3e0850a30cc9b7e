import type { ErrorRequestHandler, Request, RequestHandler, Response } from 'express';
import { MulterError } from 'multer';

import { ApiProblem } from './api';
import type { ShowPage } from './page';
import { pageErrors } from './problems';
import type { Sessions } from './session';
import type { TextKey } from './texts';

/**
 * Errors in words. Somebody who is not signed in is taken to the sign-in page and comes back. Handlers, not a router: Express passes
 * a router by when an error is on its way.
 */
export function createErrorPages(sessions: Sessions, show: ShowPage): [RequestHandler, ErrorRequestHandler] {
  const showError = (
    req: Request,
    res: Response,
    status: number,
    title: TextKey,
    text?: TextKey,
    error?: ApiProblem,
  ): void =>
    show(
      req,
      res,
      ({ say, language }) => ({
        title: say(title),
        body: (
          <>
            <h1 class="govuk-heading-l">{say(title)}</h1>
            {(error ? pageErrors(error, language).map((entry) => entry.text) : text ? [say(text)] : []).map((words) => (
              <p class="govuk-body">{words}</p>
            ))}
          </>
        ),
      }),
      status,
    );

  const showNotFound: RequestHandler = (req, res) => showError(req, res, 404, 'notFound', 'notFoundText');
  const showFailure: ErrorRequestHandler = (error: unknown, req, res, _next) => {
    if (error instanceof ApiProblem && error.problem.status === 401) {
      sessions.write(res, { csrf: sessions.read(req).csrf });
      return void res.redirect(
        303,
        `/sign-in?returnTo=${encodeURIComponent(req.method === 'GET' ? req.originalUrl : '/')}`,
      );
    }
    if (error instanceof ApiProblem && error.problem.status >= 500)
      return showError(req, res, 503, 'serverError', 'serverErrorText');
    if (error instanceof ApiProblem) return showError(req, res, error.problem.status, 'problemTitle', undefined, error);
    if (error instanceof MulterError) return showError(req, res, 413, 'problemTitle', 'signUploadHint');
    if (res.statusCode === 403) return showError(req, res, 403, 'forbidden', 'forbiddenText');
    req.log.error({ err: error }, 'page failed');
    showError(req, res, 503, 'serverError', 'serverErrorText');
  };

  return [showNotFound, showFailure];
}
