import { connectOwner, type Connection } from './platform/db/connect.ts';

export interface DemoStart {
  on: boolean;
  loaded: { patients: number; appointments: number } | null;
  /** Why demo mode, though asked for, is off. */
  refusal: string | null;
}

/** Demo clinics into an empty database, all or nothing; never beside an organization that is real. */
export async function loadDemoOnce(owner: Connection, onLoad: () => void): Promise<DemoStart> {
  const knex = connectOwner(owner);
  try {
    const organizations = await knex('organization').select<{ is_demo: boolean }[]>('is_demo');
    if (organizations.some((organization) => !organization.is_demo)) {
      return {
        on: false,
        loaded: null,
        refusal: 'Demo mode is off, because this database holds a clinic network that is no demo.',
      };
    }
    if (organizations.length > 0) return { on: true, loaded: null, refusal: null };
    onLoad();
    const { loadDemo } = await import('./demo.ts');
    const loaded = await knex.transaction(async (transaction) => {
      const { rows } = await transaction.raw<{ rows: { now: string }[] }>(
        'select transaction_timestamp() as now',
      );
      return loadDemo(transaction, rows[0]?.now ?? '');
    });
    return { on: true, loaded, refusal: null };
  } finally {
    await knex.destroy();
  }
}
