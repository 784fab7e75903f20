import type { Context } from 'hono';
import type { VNode } from 'preact';
import type { StaffActor } from '../../kernel/actor.ts';
import type { StaffRight } from '../../kernel/permissions.ts';
import type { Tx } from '../../platform/db/index.ts';
import type { FileTooLarge, MalformedUpload, UploadedForm } from '../../platform/files/index.ts';
import type { TypedForm } from '../../platform/http/index.ts';
import type { Services } from '../../platform/services.ts';
import type { OfficeFrame } from '../../ui/office-shell.tsx';
import type { Voice } from '../../words/index.ts';
import type { OrgRow } from '../sessions/index.ts';
import type { Said } from './page.tsx';
import type { SentFiles } from './receive-form.ts';

/** A request of the staff, known and allowed. */
export interface OfficeVisit extends Voice {
  readonly c: Context;
  readonly services: Services;
  readonly actor: StaffActor;
  readonly org: OrgRow;
  readonly now: Temporal.Instant;
  /** The rail, the search and the menu, for `OfficeShell`. */
  readonly frame: OfficeFrame;
  /** Whether whoever sits there has shown lately who they are. */
  readonly fresh: boolean;
  may(right: StaffRight): boolean;
  read<T>(work: (tx: Tx) => Promise<T>): Promise<T>;
  write<T>(work: (tx: Tx) => Promise<T>): Promise<T>;
  page(page: VNode, status?: 200 | 422): Response;
  redirect(path: string, said?: Said): Response;
}

export interface OfficeFormVisit extends OfficeVisit {
  readonly form: TypedForm;
}

/** A form whose files are in the store already. */
export interface OfficeFilesVisit extends OfficeFormVisit {
  readonly sent: SentFiles;
}

export interface OfficeUploadVisit extends OfficeVisit {
  readonly upload: UploadedForm | MalformedUpload | FileTooLarge;
}
