import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, it, type TestContext } from 'node:test';
import { printConfig } from './print-config.ts';
import { readConfig, type ReadConfig } from './read-config.ts';
import type { Environment } from './read-settings.ts';
import { keepSecretKey } from './secret-key.ts';

const key = 'a-key-of-more-than-thirty-two-characters';
const url = 'postgres://daysheet:not-to-be-shown@db.example/daysheet';
const bucket = {
  BLOB_STORE: 's3',
  S3_ENDPOINT: 'https://s3.example/',
  S3_BUCKET: 'files-of-daysheet',
  S3_ACCESS_KEY_ID: 'an-id',
  S3_SECRET_ACCESS_KEY: 'a-secret-of-the-bucket',
};

function read(env: Environment): ReadConfig {
  return readConfig(env, { projectDir: '/srv/daysheet' });
}

function refuses(env: Environment, sentence: RegExp): void {
  assert.throws(() => read(env), { name: 'StartRefused', message: sentence });
}

function givenFolder(test: TestContext): string {
  const folder = mkdtempSync(join(tmpdir(), 'daysheet-config-'));
  test.after(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

describe('settings', () => {
  it('without any are an embedded demo on this machine only', () => {
    assert.deepEqual(read({ PATH: '/bin', HOME: '/root' }), {
      config: {
        host: '127.0.0.1',
        port: 4300,
        dataDir: '/srv/daysheet/.daysheet',
        dropFolders: {
          inbox: '/srv/daysheet/.daysheet/inbox',
          outbox: '/srv/daysheet/.daysheet/outbox',
        },
        database: { kind: 'embedded' },
        secretKey: '',
        publicUrl: null,
        demo: true,
        production: false,
        logLevel: 'info',
        poolSize: 12,
        session: { idleMinutes: 15, absoluteHours: 12, confirmMinutes: 15 },
        cookie: { name: 'daysheet', secure: false },
        allowedOrigins: [],
        blobStore: { kind: 'file' },
        blobMaxBytes: 20 * 1024 * 1024,
        carriers: { text: { kind: 'log' }, email: { kind: 'log' } },
        refillsFhir: null,
        mllp: null,
      },
      notices: [],
    });
  });

  it('are read from the environment', () => {
    const { config } = read({
      HOST: '0.0.0.0',
      PORT: '8080',
      DATA_DIR: '/var/lib/daysheet',
      INBOX_DIR: '/srv/exchange/in',
      OUTBOX_DIR: 'exchange/out',
      DATABASE_URL: url,
      DATABASE_OWNER_URL: 'postgresql://owner@db.example/daysheet',
      SECRET_KEY: key,
      PUBLIC_URL: 'https://console.example/',
      ALLOWED_ORIGINS: 'https://a.example, https://b.example/',
      NODE_ENV: 'production',
      LOG_LEVEL: 'warn',
      POOL_SIZE: '30',
      SESSION_IDLE_MINUTES: '10',
      SESSION_HOURS: '8',
      SESSION_CONFIRM_MINUTES: '5',
      ...bucket,
      BLOB_MAX_MB: '5',
      TEXT_CARRIER: 'twilio',
      TWILIO_ACCOUNT_SID: 'AC1',
      TWILIO_AUTH_TOKEN: 'a-token',
      TWILIO_FROM: '+16175550100',
      EMAIL_CARRIER: 'smtp',
      SMTP_URL: 'smtps://clinic:p%40ss@mail.example',
      MAIL_FROM: 'Riverside Clinic <visits@clinic.example>',
      REFILLS_FHIR_URL: 'https://pharmacy.example/fhir/MedicationRequest',
      REFILLS_FHIR_TOKEN: 'a-token-of-refills',
      MLLP_PORT: '2575',
      MLLP_HOST: '10.0.0.5',
      MLLP_TLS_CERT: 'tls/cert.pem',
      MLLP_TLS_KEY: '/etc/key.pem',
      MLLP_TLS_CA: 'tls/ca.pem',
    });
    assert.deepEqual(config, {
      host: '0.0.0.0',
      port: 8080,
      dataDir: '/var/lib/daysheet',
      dropFolders: { inbox: '/srv/exchange/in', outbox: '/srv/daysheet/exchange/out' },
      database: { kind: 'url', url, ownerUrl: 'postgresql://owner@db.example/daysheet' },
      secretKey: key,
      publicUrl: 'https://console.example',
      demo: false,
      production: true,
      logLevel: 'warn',
      poolSize: 30,
      session: { idleMinutes: 10, absoluteHours: 8, confirmMinutes: 5 },
      cookie: { name: '__Host-daysheet', secure: true },
      allowedOrigins: ['https://a.example', 'https://b.example'],
      blobStore: {
        kind: 's3',
        endpoint: 'https://s3.example',
        bucket: 'files-of-daysheet',
        region: 'us-east-1',
        accessKeyId: 'an-id',
        secretAccessKey: 'a-secret-of-the-bucket',
      },
      blobMaxBytes: 5 * 1024 * 1024,
      carriers: {
        text: {
          kind: 'twilio',
          baseUrl: 'https://api.twilio.com',
          accountSid: 'AC1',
          authToken: 'a-token',
          from: '+16175550100',
        },
        email: {
          ...{ kind: 'smtp', host: 'mail.example', port: 465, secure: true },
          ...{ user: 'clinic', password: 'p@ss' },
          from: 'Riverside Clinic <visits@clinic.example>',
        },
      },
      refillsFhir: {
        url: 'https://pharmacy.example/fhir/MedicationRequest',
        token: 'a-token-of-refills',
      },
      mllp: {
        ...{ host: '10.0.0.5', port: 2575 },
        tls: {
          cert: '/srv/daysheet/tls/cert.pem',
          key: '/etc/key.pem',
          ca: '/srv/daysheet/tls/ca.pem',
        },
      },
    });
  });

  it('of the port for laboratories go together, and open it to nobody unknown', () => {
    assert.deepEqual(read({ MLLP_PORT: '2575' }).config.mllp, {
      ...{ host: '127.0.0.1', port: 2575, tls: null },
    });
    refuses({ MLLP_PORT: '2575', MLLP_HOST: '0.0.0.0' }, /^MLLP_HOST is reachable beyond this/);
    refuses({ MLLP_TLS_CERT: 'cert.pem' }, /^MLLP_TLS_CERT, MLLP_TLS_KEY and MLLP_TLS_CA are set/);
    refuses({ MLLP_PORT: 'hl7' }, /^MLLP_PORT must be a number/);
  });

  it('of a carrier are all there or refused, and its address may be told to nobody', () => {
    refuses({ TEXT_CARRIER: 'twilio' }, /^TWILIO_ACCOUNT_SID is required with TEXT_CARRIER=twilio/);
    refuses({ EMAIL_CARRIER: 'smtp' }, /^SMTP_URL is required with EMAIL_CARRIER=smtp/);
    refuses({ EMAIL_CARRIER: 'webhook' }, /^CARRIER_WEBHOOK_URL is required/);
    refuses({ REFILLS_FHIR_URL: 'https://in.example/x' }, /^REFILLS_FHIR_TOKEN is required/);
    refuses({ MAIL_FROM: 'nobody' }, /^MAIL_FROM must be an e-mail address/);
    refuses({ SMTP_URL: 'http://user:secret@mail.example' }, /^SMTP_URL must be an smtp/);
    const posted = { CARRIER_WEBHOOK_URL: 'https://in.example/x', CARRIER_WEBHOOK_SECRET: key };
    assert.deepEqual(read({ ...posted, TEXT_CARRIER: 'webhook' }).config.carriers, {
      text: { kind: 'webhook', url: 'https://in.example/x', secret: key },
      email: { kind: 'log' },
    });
  });

  it('that are empty count as not set', () => {
    assert.equal(read({ PORT: '', DATABASE_URL: ' ' }).config.port, 4300);
  });

  it('that are wrong are refused in one sentence with their name, secrets unsaid', () => {
    refuses({ PORT: '80x' }, /^PORT must be a number from 0 to 65535, not "80x"\.$/);
    refuses({ PORT: '70000' }, /^PORT must be/);
    refuses({ POOL_SIZE: '1' }, /^POOL_SIZE must be/);
    refuses({ LOG_LEVEL: 'loud' }, /^LOG_LEVEL must be one of/);
    refuses({ DEMO: 'yes' }, /^DEMO must be 1 or 0/);
    refuses({ NODE_ENV: 'staging' }, /^NODE_ENV must be/);
    refuses({ PUBLIC_URL: 'https://a.example/path' }, /^PUBLIC_URL must be/);
    refuses({ ALLOWED_ORIGINS: 'a.example' }, /^ALLOWED_ORIGINS must be/);
    const foreign = { DATABASE_URL: 'mysql://secret', SECRET_KEY: key };
    refuses(foreign, /^DATABASE_URL must be a postgres:\/\/ address\.$/);
    refuses({ DATABASE_URL: url, SECRET_KEY: 'short' }, /^SECRET_KEY must be at least 32/);
    refuses({ DATABASE_URL: url }, /^SECRET_KEY is required with DATABASE_URL/);
    refuses({ DATABASE_OWNER_URL: url }, /^DATABASE_OWNER_URL is set without DATABASE_URL/);
  });

  it('that are wrong are named all at once, and so are those that do not go together', () => {
    const env = { PORT: '80x', POOL_SIZE: '1', HOST: '0.0.0.0', DATABASE_URL: url };
    assert.throws(() => read({ ...env, DATABASE_OWNER_URL_FILE: '/no/such/file' }), {
      name: 'StartRefused',
      message: [
        'PORT must be a number from 0 to 65535, not "80x".',
        'DATABASE_OWNER_URL_FILE names /no/such/file, which cannot be read.',
        'POOL_SIZE must be a number from 2 to 200, not "1".',
        'SECRET_KEY is required with DATABASE_URL: set it to at least 32 random characters, the same on every server.',
        'PUBLIC_URL must be an https address when the server is reachable beyond this machine (HOST or PUBLIC_URL is not loopback).',
      ].join('\n'),
    });
  });

  it('of a bucket are refused in part, naming what is missing or stray', () => {
    const parts = ['S3_ENDPOINT', 'S3_BUCKET', 'S3_ACCESS_KEY_ID', 'S3_SECRET_ACCESS_KEY'];
    for (const name of parts) {
      refuses({ ...bucket, [name]: '' }, new RegExp(`^${name} is required with BLOB_STORE=s3`));
      refuses(
        { [name]: bucket[name as keyof typeof bucket] },
        new RegExp(`^${name} is set without BLOB_STORE=s3`),
      );
    }
    refuses({ BLOB_STORE: 'azure' }, /^BLOB_STORE must be file or s3, not "azure"\.$/);
    refuses({ BLOB_MAX_MB: '0' }, /^BLOB_MAX_MB must be a number from 1 to 1000/);
    refuses({ ...bucket, S3_ENDPOINT: 's3.example' }, /^S3_ENDPOINT must be an http\(s\) address/);
    refuses({ ...bucket, S3_BUCKET: '../other' }, /^S3_BUCKET must be the name of a bucket/);
    refuses({ ...bucket, S3_REGION: 'a b' }, /^S3_REGION must be the name of a region/);
    refuses({ ...bucket, S3_SECRET_ACCESS_KEY: 'a\tb' }, /^S3_SECRET_ACCESS_KEY must be [^"]+\.$/);
  });

  it('that are secret may be given as a file', (test) => {
    const file = join(givenFolder(test), 'key');
    writeFileSync(file, `${key}\n`);
    assert.equal(read({ DATABASE_URL: url, SECRET_KEY_FILE: file }).config.secretKey, key);
    refuses({ SECRET_KEY: key, SECRET_KEY_FILE: file }, /^Both SECRET_KEY and SECRET_KEY_FILE/);
    const { S3_SECRET_ACCESS_KEY: secret, ...rest } = bucket;
    writeFileSync(file, `${secret}\n`);
    const { blobStore } = read({ ...rest, S3_SECRET_ACCESS_KEY_FILE: file }).config;
    assert.equal(blobStore.kind === 's3' && blobStore.secretAccessKey, secret);
    refuses({ SECRET_KEY_FILE: `${file}-not` }, /^SECRET_KEY_FILE names .* cannot be read\.$/);
  });

  it('are printed with secrets masked', () => {
    const printed = printConfig({ DATABASE_URL: url, SECRET_KEY: key, PORT: '8080', ...bucket });
    assert.match(printed, /^PORT +8080 /m);
    assert.match(printed, /^HOST +127\.0\.0\.1 \(default\) /m);
    assert.match(printed, /^SECRET_KEY +\*{8} /m);
    assert.match(printed, /^S3_SECRET_ACCESS_KEY +\*{8} /m);
    for (const secret of ['not-to-be-shown', key, bucket.S3_SECRET_ACCESS_KEY])
      assert.ok(!printed.includes(secret));
    assert.match(printConfig({ SECRET_KEY: 'short' }), /^SECRET_KEY +\*{8} /m);
  });
});

describe('demo mode', () => {
  it('is on when asked for, or when only the port or the log level is set', () => {
    assert.equal(read({ DEMO: '1', DATA_DIR: '/tmp/demo' }).config.demo, true);
    assert.equal(read({ PORT: '5000', LOG_LEVEL: 'warn' }).config.demo, true);
  });

  it('is off once anything is configured, or when refused', () => {
    assert.equal(read({ DATA_DIR: '/var/lib/daysheet' }).config.demo, false);
    assert.equal(read({ DEMO: '0' }).config.demo, false);
    assert.equal(read({ NODE_ENV: 'production' }).config.demo, false);
  });

  it('stays off, and says why, where patients could be real', () => {
    const obstacles: [Environment, RegExp][] = [
      [{ DATABASE_URL: url, SECRET_KEY: key }, /DATABASE_URL is set/],
      [{ NODE_ENV: 'production' }, /NODE_ENV is production/],
      [{ HOST: '0.0.0.0', PUBLIC_URL: 'https://a.example' }, /HOST 0\.0\.0\.0 is reachable/],
      [{ PUBLIC_URL: 'https://a.example' }, /PUBLIC_URL makes the server public/],
    ];
    for (const [env, why] of obstacles) {
      const { config, notices } = read({ ...env, DEMO: '1' });
      assert.equal(config.demo, false);
      assert.equal(notices.length, 1);
      assert.match(notices[0] ?? '', why);
    }
  });
});

describe('cookies', () => {
  it('are plain only on loopback and secure behind https; nothing else starts', () => {
    assert.deepEqual(read({ HOST: '::1' }).config.cookie, { name: 'daysheet', secure: false });
    assert.deepEqual(read({ PUBLIC_URL: 'https://a.example' }).config.cookie, {
      name: '__Host-daysheet',
      secure: true,
    });
    refuses({ HOST: '0.0.0.0' }, /^PUBLIC_URL must be an https address/);
    refuses({ HOST: '0.0.0.0', PUBLIC_URL: 'http://a.example' }, /^PUBLIC_URL must be an https/);
    refuses({ PUBLIC_URL: 'http://a.example' }, /^PUBLIC_URL must be an https address/);
  });
});

describe('the key of an embedded server', () => {
  it('is made once, long and closed to others', (test) => {
    const dataDir = givenFolder(test);
    const made = keepSecretKey(dataDir);
    assert.ok(made.length >= 64);
    assert.equal(keepSecretKey(dataDir), made);
    const file = join(dataDir, 'secret.key');
    assert.equal(readFileSync(file, 'utf8'), made);
    assert.equal(statSync(file).mode & 0o777, 0o600);
  });

  it('is not taken when it is cut short', (test) => {
    const dataDir = givenFolder(test);
    writeFileSync(join(dataDir, 'secret.key'), '');
    assert.throws(() => keepSecretKey(dataDir), {
      name: 'StartRefused',
      message: /secret\.key is cut short: restore it, or remove it/,
    });
    assert.deepEqual(readdirSync(dataDir), ['secret.key']);
  });
});
