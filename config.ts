import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

import { parse } from 'yaml';
import { z } from 'zod';

import { DomainError } from './domain/errors';

const key = z.string().regex(/^[0-9a-f]{64}$/, 'must be 32 bytes as 64 hexadecimal digits');

const Config = z.strictObject({
  /** Where people and programs reach us from outside, without a trailing slash. */
  publicUrl: z.url(),
  host: z.string().default('127.0.0.1'),
  port: z.coerce.number().int().min(1).max(65535).default(8080),
  databaseUrl: z.url({ protocol: /^postgres(ql)?$/ }),
  townFolder: z.string(),
  servicesFolder: z.string(),
  temporal: z.strictObject({
    address: z.string(),
    namespace: z.string(),
    taskQueue: z.string(),
    /** AES-256-GCM key of the payload codec: personal data never enters Temporal in the clear. */
    codecKey: key,
    worker: z.strictObject({
      maxCachedWorkflows: z.number().int().positive(),
      maxConcurrentActivities: z.number().int().positive(),
      shutdownGraceTime: z.string(),
      shutdownForceTime: z.string(),
    }),
  }),
  signIn: z.strictObject({
    issuer: z.url(),
    /** The audience an access token must carry (RFC 8707 resource). */
    audience: z.string().default('urn:prepiska:api'),
    webClientId: z.string().default('prepiska-web'),
    webClientSecret: z.string().min(16),
    /** Encrypts the session cookie of the pages. */
    cookieKey: key,
  }),
  mail: z.strictObject({ smtpUrl: z.url({ protocol: /^smtps?$/ }) }),
  populationRegisterUrl: z.url(),
  /** RFC 3161 time-stamp authority for seals. */
  timeStampUrl: z.url(),
  seal: z.strictObject({
    /** PKCS#12 with the municipality's seal. */
    file: z.string(),
    password: z.string(),
  }),
  /** Hosts (`host:port`) that the revocation client may ask although they are private addresses: loopback responders of the demo. */
  revocationPrivateHosts: z.array(z.string()).default([]),
  /** Where the pages send demo citizens for their certificates; not set in a real town. */
  demoCertificatesUrl: z.url().optional(),
  logLevel: z.enum(['debug', 'info', 'warn', 'error', 'silent']).default('info'),
});

export type Config = Readonly<z.infer<typeof Config>>;

const here = fileURLToPath(new URL('.', import.meta.url));

/** Reads everything once, reports every problem at once. No other file of the application touches the environment. */
export function loadConfig(env: NodeJS.ProcessEnv = process.env, file = `${here}temporal.yaml`): Config {
  const temporal = parse(readFileSync(file, 'utf8'));
  const result = Config.safeParse({
    publicUrl: env.PUBLIC_URL,
    host: env.HOST,
    port: env.PORT,
    databaseUrl: env.DATABASE_URL,
    townFolder: env.TOWN_FOLDER ?? `${here}town`,
    servicesFolder: env.SERVICES_FOLDER ?? `${here}services`,
    temporal: {
      ...temporal,
      address: env.TEMPORAL_ADDRESS ?? temporal.address,
      namespace: env.TEMPORAL_NAMESPACE ?? temporal.namespace,
      taskQueue: env.TEMPORAL_TASK_QUEUE ?? temporal.taskQueue,
      codecKey: env.TEMPORAL_CODEC_KEY,
    },
    signIn: {
      issuer: env.OIDC_ISSUER,
      audience: env.OIDC_AUDIENCE,
      webClientId: env.OIDC_WEB_CLIENT_ID,
      webClientSecret: env.OIDC_WEB_CLIENT_SECRET,
      cookieKey: env.COOKIE_KEY,
    },
    mail: { smtpUrl: env.SMTP_URL },
    populationRegisterUrl: env.POPULATION_REGISTER_URL,
    timeStampUrl: env.TIME_STAMP_URL,
    seal: { file: env.SEAL_FILE, password: env.SEAL_PASSWORD },
    revocationPrivateHosts: env.REVOCATION_PRIVATE_HOSTS?.split(',').filter(Boolean),
    demoCertificatesUrl: env.DEMO_CERTIFICATES_URL,
    logLevel: env.LOG_LEVEL,
  });
  if (!result.success) throw new DomainError('CONFIG_INVALID', z.prettifyError(result.error));
  return Object.freeze(result.data);
}
