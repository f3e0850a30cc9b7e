import type { ServiceDetail } from '../api';
import { Field, Fields, type FormSchema, type Values } from '../components/fields';
import { Csrf, ErrorSummary, type PageError } from '../components/layout';
import type { View } from '../page';

export function applyPage(view: View, service: ServiceDetail, values: Values, errors: readonly PageError[]) {
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
