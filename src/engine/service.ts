/** Environment by which a worker finds the service of its run (server.ts). */
export const SERVICE_URL = 'NFV_TST_SERVICE_URL';
export const SERVICE_KEY = 'NFV_TST_SERVICE_KEY';
/** Set when a reporter turns expected failures back into failures; without one, tests have to fail for themselves. */
export const RED_RESTORED = 'NFV_TST_RED_RESTORED';
/** Annotations of a test: the id of its case, and its target. */
export const CASE = 'case';
export const TARGET = 'target';
