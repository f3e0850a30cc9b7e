import type { components } from './api-types';

type Schemas = components['schemas'];
export type Service = Schemas['Service'];
export type ServiceDetail = Schemas['ServiceDetail'];
export type Application = Schemas['Application'];
export type ApplicationDocument = Schemas['ApplicationDocument'];
export type CaseFile = Schemas['CaseFile'];
export type CaseFileDetail = Schemas['CaseFileDetail'];
export type WorkItem = Schemas['WorkItem'];
export type WorkItemDetail = Schemas['WorkItemDetail'];
export type Incident = Schemas['Incident'];
export type IncidentDetail = Schemas['IncidentDetail'];
export type Completed = Schemas['Completed'];
export type Receipt = Schemas['Receipt'];
export type ReplyCheck = Schemas['ReplyCheck'];
export type Me = Schemas['Me'];
export type Municipality = Schemas['Municipality'];
export type Problem = Schemas['Problem'];

/** What the API refused, with its words. */
export class ApiProblem extends Error {
  constructor(readonly problem: Problem) {
    super(problem.code);
  }
}

export type Api = ReturnType<typeof createApi>;

/** The API with one person's token: the pages' only way to anything. */
export function createApi(apiUrl: string, token: string | undefined) {
  async function call(path: string, init: RequestInit = {}): Promise<Response> {
    const headers = new Headers(init.headers);
    if (token) headers.set('Authorization', `Bearer ${token}`);
    const response = await fetch(apiUrl + path, { ...init, headers });
    if (!response.ok) throw new ApiProblem((await response.json()) as Problem);
    return response;
  }
  return {
    raw: call,
    get: async <T>(path: string): Promise<T> => (await (await call(path)).json()) as T,
    post: async <T>(path: string, body: unknown, key: string): Promise<T> => {
      const headers = { 'Content-Type': 'application/json', 'Idempotency-Key': key };
      const response = await call(path, { method: 'POST', headers, body: JSON.stringify(body) });
      return (response.status === 204 ? undefined : await response.json()) as T;
    },
  };
}

/** A parameter of ours as one segment of the API's path, whatever it holds. */
export const segment = (parameter: string | string[] | undefined): string =>
  encodeURIComponent(String(parameter ?? ''));
