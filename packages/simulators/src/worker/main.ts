/** The worker of a simulated Uno. The page's side is `UnoSimulator`. */
import type { FromWorker, Mailbox, ToWorker } from './messages.ts';
import { UnoHost } from './uno-host.ts';

new UnoHost(self as unknown as Mailbox<FromWorker, ToWorker>);
