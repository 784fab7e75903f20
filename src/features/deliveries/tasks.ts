import { z } from 'zod';
import type { SystemActor } from '../../kernel/actor.ts';
import type { Services } from '../../platform/services.ts';
import { defineTask } from '../../platform/tasks/index.ts';
import type { ResolveSecret } from './secrets.ts';
import { sendDelivery } from './send-delivery.ts';

/** The task that sends one queued message. `secretsOf` says where links and codes come from. */
export function sendDeliveryTask(secretsOf: (services: Services) => ResolveSecret) {
  return defineTask(
    'send-delivery',
    z.object({ org_id: z.uuid(), delivery_id: z.uuid() }),
    async ({ delivery_id }, { actor, services }: { actor: SystemActor; services: Services }) => {
      await sendDelivery({ services, resolveSecret: secretsOf(services) }, actor, delivery_id);
    },
  );
}
