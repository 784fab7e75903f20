import type { Compilable } from 'kysely';
import type { ContactActor, LinkVisitor, PortalActor } from '../../kernel/actor.ts';
import type { Permissions } from '../../kernel/permissions.ts';
import { runPrepared, type Tx } from '../../platform/db/index.ts';

type OfAsker = 'kind' | 'orgId' | 'customerId' | 'jobsSince' | 'subject';

/** What of a visitor decides about the rows of a query, and so about its text: `shapeOf` names all of it. */
export type Asker = (Pick<ContactActor, OfAsker | 'contactId'> | Pick<LinkVisitor, OfAsker | 'linkId'>) & {
  readonly permissions: Pick<Permissions, 'jobs' | 'sites' | 'invoices' | 'messages'>;
};

/**
 * A query about what a visitor may see, under its own name. It is put together once for each shape of visitor and then
 * run with other values; building it costs more than reading what it finds. `make` uses the visitor's ids and `values`
 * as values only: it never sees what they are.
 */
export async function askFor<Values extends Readonly<Record<string, unknown>>, Row>(
  tx: Tx,
  query: string,
  actor: PortalActor,
  values: Values,
  make: (asker: Asker, values: Values) => Compilable<Row>,
): Promise<Row[]> {
  const { subject } = actor;
  return runPrepared(tx, shapeOf(query, actor), { ...values, ...idsOf(actor) }, (given) =>
    make(
      {
        ...actor,
        ...given,
        subject: subject === null ? null : { kind: subject.kind, id: given.subjectId ?? subject.id },
      },
      given,
    ),
  );
}

/** Everything of a visitor that a query's text depends on, after the query's own name. */
function shapeOf(query: string, actor: PortalActor): string {
  const { jobs, sites, invoices, messages } = actor.permissions;
  const whose = actor.kind === 'link' && actor.linkId === null ? 'nobody' : actor.kind;
  const since = actor.jobsSince === null ? '' : ' since';
  const subject = actor.subject === null ? '' : ` one ${actor.subject.kind}`;
  return `${query}: ${whose} ${jobs} ${sites} ${invoices} ${messages}${since}${subject}`;
}

/** The ids of a visitor, as values of a query. */
function idsOf(actor: PortalActor): {
  readonly orgId: string;
  readonly customerId: string;
  readonly jobsSince?: Temporal.Instant;
  readonly subjectId?: string;
  readonly contactId?: string;
  readonly linkId?: string;
} {
  const { orgId, customerId, jobsSince, subject } = actor;
  return {
    orgId,
    customerId,
    ...(jobsSince === null ? {} : { jobsSince }),
    ...(subject === null ? {} : { subjectId: subject.id }),
    ...(actor.kind === 'contact' ? { contactId: actor.contactId } : {}),
    ...(actor.kind === 'link' && actor.linkId !== null ? { linkId: actor.linkId } : {}),
  };
}
