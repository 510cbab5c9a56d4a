import type { CPU } from 'avr8js';

/** How avr8js is told of an interrupt source; it does not export the name. */
export type InterruptSource = Parameters<CPU['setInterruptFlag']>[0];
