import type { ComponentChildren } from 'preact';

import type { IncidentDetail } from '../api';
import { Summary } from '../components/case-file';
import { Field, type Values } from '../components/fields';
import { Csrf, ErrorSummary, type PageError } from '../components/layout';
import type { View } from '../page';

/** What stopped a case file, and the four things an operator can do about it. */
export function incidentPage(
  view: View,
  incident: IncidentDetail,
  values: Values,
  errors: readonly PageError[],
): { title: string; body: ComponentChildren } {
  const { say, language, clock } = view;
  const name = incident.elementName[language];
  const rows: [string, string][] = [
    [say('service'), incident.serviceName[language]],
    [say('incidentElement'), `${name} (${incident.element})`],
    [say('incidentCode'), incident.code],
    [say('incidentMessage'), incident.message],
    [say('incidentSince'), clock.instant(incident.raisedAt)],
    ...(incident.resolvedAt ? [[say('incidentMended'), clock.instant(incident.resolvedAt)] as [string, string]] : []),
  ];
  return {
    title: errors.length > 0 ? `${say('error')}: ${name}` : name,
    body: (
      <>
        <ErrorSummary view={view} errors={errors} />
        <span class="govuk-caption-l">{`№ ${incident.registrationNumber}`}</span>
        <h1 class="govuk-heading-l">{name}</h1>
        <Summary rows={rows} />
        <p class="govuk-body">
          <a class="govuk-link" href={`/case-files/${incident.caseFileId}`}>
            {say('toCaseFile')}
          </a>
        </p>
        {!incident.resolvedAt && <Mendings {...{ view, incident, values, errors }} />}
      </>
    ),
  };
}

interface Props {
  readonly view: View;
  readonly incident: IncidentDetail;
  readonly values: Values;
  readonly errors: readonly PageError[];
}

function Mendings({ view, incident, values, errors }: Props) {
  const { say } = view;
  const fieldOf = (name: string) => ({
    ...{ view, name, value: values[name] },
    error: errors.find(({ field }) => field === name)?.text,
  });
  const names = Object.fromEntries(incident.targets.map(({ element, name }) => [element, name]));
  return (
    <>
      <Act {...{ view, act: 'retry', title: say('incidentRetry'), button: say('incidentRetry') }}>
        <p class="govuk-body">{say('incidentRetryHint')}</p>
      </Act>
      <Act
        {...{ view, act: 'set', title: say('incidentVariables'), button: say('incidentVariables'), secondary: true }}
      >
        <Field
          {...fieldOf('variables')}
          label={say('incidentVariablesLabel')}
          hint={say('incidentVariablesHint')}
          field={{ type: 'string', maxLength: 100_000 }}
        />
      </Act>
      {incident.targets.length > 0 && (
        <Act {...{ view, act: 'skip', title: say('incidentSkip'), button: say('incidentSkipButton'), secondary: true }}>
          <Field
            {...fieldOf('to')}
            label={say('incidentSkipLabel')}
            hint={say('incidentSkipHint')}
            field={{ enum: incident.targets.map(({ element }) => element), 'x-options': names }}
          />
        </Act>
      )}
      <Act
        {...{ view, act: 'cancel', title: say('incidentCancel'), button: say('incidentCancelButton'), warning: true }}
      >
        <p class="govuk-body">{say('incidentCancelHint')}</p>
      </Act>
    </>
  );
}

interface ActProps {
  readonly view: View;
  readonly act: string;
  readonly title: string;
  readonly button: string;
  readonly secondary?: boolean;
  readonly warning?: boolean;
  readonly children: ComponentChildren;
}

function Act({ view, act, title, button, secondary, warning, children }: ActProps) {
  const kind = warning ? ' govuk-button--warning' : secondary ? ' govuk-button--secondary' : '';
  return (
    <form method="post" noValidate>
      <Csrf view={view} />
      <h2 class="govuk-heading-m">{title}</h2>
      {children}
      <button class={`govuk-button${kind}`} name="act" value={act}>
        {button}
      </button>
    </form>
  );
}
