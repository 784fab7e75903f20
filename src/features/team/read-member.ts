import { Invalid, type Problem } from '../../kernel/errors.ts';
import { isStaffRole, type StaffRole } from '../../kernel/permissions.ts';
import { idFromForm, type TypedForm } from '../../platform/http/index.ts';
import { readStaffEmail } from '../signin/index.ts';
import type { NewMember } from './invite-member.ts';
import { NAME_MOST, PUBLIC_NAME_MOST } from './member.ts';

/** What the form of an invitation says. @throws Invalid */
export function readInvitation(form: TypedForm): NewMember {
  const problems: Problem[] = [];
  const name = form.text('name');
  if (name === '') problems.push({ field: 'name', key: 'team.name-missing' });
  if ([...name].length > NAME_MOST)
    problems.push({ field: 'name', key: 'settings.too-long', values: { most: NAME_MOST } });
  const email = readStaffEmail(form.text('email'));
  if (email === null) problems.push({ field: 'email', key: 'settings.not-an-email' });
  const role = form.text('role');
  if (!isStaffRole(role)) problems.push({ field: 'role', key: 'settings.not-a-choice' });
  const publicName = readPublicName(form, problems);
  if (email === null || !isStaffRole(role) || problems.length > 0) throw new Invalid(problems);
  return { id: idFromForm(form) ?? crypto.randomUUID(), name, email, role, publicName };
}

export function readPublicName(form: TypedForm, problems: Problem[]): string | null {
  const name = form.text('public_name');
  if ([...name].length > PUBLIC_NAME_MOST)
    problems.push({ field: 'public_name', key: 'settings.too-long', values: { most: PUBLIC_NAME_MOST } });
  return name === '' ? null : name;
}

/** @throws Invalid */
export function readRole(form: TypedForm): StaffRole {
  const role = form.text('role');
  if (!isStaffRole(role)) throw new Invalid([{ field: 'role', key: 'settings.not-a-choice' }]);
  return role;
}
