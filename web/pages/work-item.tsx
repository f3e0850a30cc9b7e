import { randomUUID } from 'node:crypto';

import type { WorkItemDetail } from '../api';
import { CaseFileBody, Summary } from '../components/case-file';
import { Fields, type FormSchema, type Values } from '../components/fields';
import { Csrf, ErrorSummary, type PageError } from '../components/layout';
import type { View } from '../page';

export function workItemPage(view: View, item: WorkItemDetail, values: Values, errors: readonly PageError[]) {
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
                  {!outcome?.enum && <button class="govuk-button">{say('confirm')}</button>}
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
