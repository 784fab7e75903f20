import { limitPath, openScreens, postToLimit, postToProduct, type LivePlan, type Told } from './live.ts';
import { underLoad, type Measured } from './load.ts';
import type { Page } from './pages.ts';
import { residentMiB, type Running } from './processes.ts';

export interface LiveResult {
  readonly product: Told;
  readonly limit: Told;
  /** The same while portal home is under load. */
  readonly busy: Told;
  readonly pagesAlone: Measured;
  readonly pagesMeanwhile: Measured;
  readonly memory: Record<'productBefore' | 'productOpen' | 'limitBefore' | 'limitOpen', number>;
  readonly ended: number;
}

const SECONDS = 10;
const PAGE_SECONDS = 6;

/** 500 screens of the product and then of the limit, and portal home beside those of the product. */
export async function liveRun(
  plan: LivePlan,
  home: Page,
  product: { running: Running; origin: string },
  limit: { running: Running; origin: string },
): Promise<LiveResult> {
  await underLoad(product.origin, home, 2);
  const pagesAlone = await underLoad(product.origin, home, PAGE_SECONDS);
  const productBefore = residentMiB(product.running.process);
  const screens = await openScreens(product.origin, plan, ({ path }) => path);
  const productOpen = residentMiB(product.running.process);
  const told = await screens.tell(product.origin, plan, postToProduct, SECONDS);
  const [busy, pagesMeanwhile] = await Promise.all([
    screens.tell(product.origin, plan, postToProduct, PAGE_SECONDS),
    underLoad(product.origin, home, PAGE_SECONDS),
  ]);
  const ended = screens.ended;
  screens.close();
  const limitBefore = residentMiB(limit.running.process);
  const bare = await openScreens(limit.origin, plan, limitPath);
  const limitOpen = residentMiB(limit.running.process);
  const limitTold = await bare.tell(limit.origin, plan, postToLimit, SECONDS);
  bare.close();
  return {
    product: told,
    limit: limitTold,
    busy,
    pagesAlone,
    pagesMeanwhile,
    memory: { productBefore, productOpen, limitBefore, limitOpen },
    ended,
  };
}
