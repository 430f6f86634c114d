// The one matrix: permission × role. Documentation, server guard, console and access test come from it.
import * as z from 'zod/mini';

export const roles = [
  'scheduler',
  'pharmacist',
  'clinician',
  'authorization-specialist',
  'biller',
  'billing-lead',
  'records-clerk',
  'call-centre-agent',
  'clinic-manager',
  'administrator',
] as const;
export const role = z.enum(roles);
export type Role = (typeof roles)[number];

/** How a role is called on screen. */
export const roleTitle: Record<Role, string> = {
  scheduler: 'Scheduler',
  pharmacist: 'Pharmacist',
  clinician: 'Clinician',
  'authorization-specialist': 'Authorization specialist',
  biller: 'Biller',
  'billing-lead': 'Billing lead',
  'records-clerk': 'Records clerk',
  'call-centre-agent': 'Call-centre agent',
  'clinic-manager': 'Clinic manager',
  administrator: 'Administrator',
};

const everyone: readonly Role[] = roles;
const booking: readonly Role[] = [
  'scheduler',
  'call-centre-agent',
  'clinic-manager',
  'administrator',
];
const desk: readonly Role[] = ['scheduler', 'clinic-manager', 'administrator'];
const managing: readonly Role[] = ['clinic-manager', 'administrator'];
const leading: readonly Role[] = ['billing-lead', ...managing];
const billing: readonly Role[] = ['biller', ...leading];
const paying: readonly Role[] = ['authorization-specialist', 'biller', 'billing-lead', ...booking];

/** Permission → the roles that hold it in the clinics where they hold the role. */
export const permissionMatrix = {
  'staff:read': everyone,
  'staff:manage': managing,
  'sign-in:configure': ['administrator'],
  'service-account:manage': ['administrator'],
  'patient:search': everyone,
  'patient:read': everyone,
  'patient:register': ['scheduler', 'call-centre-agent', ...managing],
  'coverage:read': ['pharmacist', ...paying],
  'coverage:edit': paying,
  'payer:manage': ['billing-lead', ...managing],
  'patient-note:read': everyone,
  'patient-note:write': ['clinician', 'pharmacist', 'records-clerk', ...booking],
  'patient-note:strike': managing,
  'flag:edit': ['clinician', 'records-clerk', 'billing-lead', ...booking],
  'proxy:edit': ['records-clerk', ...booking],
  'patient:change': ['clinician', 'pharmacist', 'records-clerk', ...booking],
  'pharmacy:add': ['pharmacist', ...managing],
  'pharmacy:manage': ['pharmacist', 'billing-lead', ...managing],
  'chart:retire': ['records-clerk', ...managing],
  'availability:read': everyone,
  'availability:manage': managing,
  'appointment:read': everyone,
  'appointment:book': booking,
  'appointment:move': booking,
  'appointment:cancel': booking,
  'appointment:describe': ['clinician', ...booking],
  'appointment:overbook': managing,
  'appointment:check-in': desk,
  'appointment:room': ['clinician', ...desk],
  'appointment:no-show': desk,
  'appointment:reset': managing,
  'appointment:mark-in-error': managing,
  'recall:read': ['clinician', ...booking],
  'recall:edit': ['clinician', ...booking],
  'rescue:run': desk,
  'payment:read': ['biller', 'billing-lead', ...desk],
  'payment:collect': desk,
  'payment:void': ['billing-lead', ...managing],
  'drawer:review': ['biller', 'billing-lead', ...managing],
  'waitlist:read': ['clinician', ...booking],
  'waitlist:edit': booking,
  'waitlist:configure': managing,
  'offer:send': desk,
  'offer:withdraw': desk,
  'message:read': ['clinician', ...booking],
  'message:send': desk,
  'outreach:stop': booking,
  'outreach:configure': managing,
  'result:standing': [
    'clinician',
    'pharmacist',
    'records-clerk',
    'authorization-specialist',
    ...booking,
  ],
  'result:read': ['clinician', 'pharmacist', 'records-clerk', ...managing],
  'result:record': ['clinician', 'pharmacist', 'records-clerk', ...managing],
  'result:take-in': ['records-clerk', ...managing],
  'result:work': ['clinician', 'records-clerk', ...managing],
  'result:sensitive': ['clinician'],
  'result:sign': ['clinician'],
  'result:hold': ['clinician'],
  'result:assign': managing,
  'result:configure': managing,
  'result:portal': managing,
  'call:read': ['clinician', 'pharmacist', ...booking],
  'call:work': ['pharmacist', ...booking],
  'call:assign': managing,
  'refill:read': ['pharmacist', 'clinician', 'authorization-specialist', ...booking],
  'refill:take-in': ['pharmacist', 'clinician', ...booking],
  'refill:work': ['pharmacist', 'clinician', ...managing],
  'refill:decide': ['pharmacist', 'clinician'],
  'refill:send': ['pharmacist', 'clinician', 'scheduler', ...managing],
  'refill:assign': ['pharmacist', ...managing],
  'refill:configure': ['pharmacist', ...managing],
  'authorization:standing': [
    'pharmacist',
    'clinician',
    'authorization-specialist',
    'biller',
    'billing-lead',
    ...booking,
  ],
  'authorization:number': [
    'authorization-specialist',
    'clinician',
    'pharmacist',
    'biller',
    'billing-lead',
    ...managing,
  ],
  'authorization:read': ['authorization-specialist', 'clinician', 'pharmacist', ...managing],
  'authorization:open': ['authorization-specialist', 'clinician', 'pharmacist', ...booking],
  'authorization:work': ['authorization-specialist', 'pharmacist', ...managing],
  'authorization:attest': ['clinician'],
  'authorization:assign': managing,
  'authorization:configure': ['authorization-specialist', 'billing-lead', ...managing],
  'authorization:override': managing,
  'claim:read': billing,
  'claim:work': billing,
  'claim:import': billing,
  'claim:approve': leading,
  'claim:assign': leading,
  'claim:configure': leading,
  'clinic:configure': managing,
  'clinic:approve': ['administrator'],
  'import:run': ['administrator'],
  'export:run': ['administrator'],
  'interface:manage': ['administrator'],
  'audit:read': ['administrator'],
} as const satisfies Record<string, readonly Role[]>;

export type Permission = keyof typeof permissionMatrix;
export const permissions = Object.keys(permissionMatrix) as [Permission, ...Permission[]];

/**
 * Acts of a profession: whoever manages staff gives them to those who have it, without having it. Everything else is
 * given only by who holds it.
 */
const professional: readonly Permission[] = [
  'refill:decide',
  'authorization:attest',
  'result:sensitive',
  'result:sign',
  'result:hold',
];

/** A role held in one clinic. */
export const grant = z.strictObject({ clinicId: z.uuid(), role });
export type Grant = z.infer<typeof grant>;

/** One permission held in one clinic, as programs hold them. */
export const permissionGrant = z.strictObject({
  clinicId: z.uuid(),
  permission: z.enum(permissions),
});
export type PermissionGrant = z.infer<typeof permissionGrant>;

/** What somebody, be it a person or a program, may where. */
export type Held = Grant | PermissionGrant;

function gives(held: Held, permission: Permission): boolean {
  return 'role' in held ? roleHolds(held.role, permission) : held.permission === permission;
}

/** True if one of the grants gives the permission in that clinic. */
export function holds(grants: readonly Held[], permission: Permission, clinicId: string): boolean {
  return grants.some((held) => held.clinicId === clinicId && gives(held, permission));
}

/** True if one of the grants gives the permission in whatever clinic. */
export function holdsSomewhere(grants: readonly Held[], permission: Permission): boolean {
  return grants.some((held) => gives(held, permission));
}

/** The clinics in which the grants give the permission. */
export function clinicsWith(grants: readonly Held[], permission: Permission): string[] {
  return [
    ...new Set(grants.filter((held) => gives(held, permission)).map((held) => held.clinicId)),
  ];
}

export function roleHolds(held: Role, permission: Permission): boolean {
  return (permissionMatrix[permission] as readonly Role[]).includes(held);
}

/** May a role be given and taken by who holds these permissions there? Acts of a profession are not asked for. */
export function isRoleWithin(role: Role, holdsIt: (permission: Permission) => boolean): boolean {
  return permissions.every(
    (each) => !roleHolds(role, each) || professional.includes(each) || holdsIt(each),
  );
}

/**
 * The roles that somebody may give, take and answer for in that clinic: those whose every permission they hold there
 * themselves, so that nobody is raised above who raised them.
 */
export function rolesWithin(grants: readonly Held[], clinicId: string): Role[] {
  if (!holds(grants, 'staff:manage', clinicId)) return [];
  return roles.filter((role) => isRoleWithin(role, (each) => holds(grants, each, clinicId)));
}
