/** Absolute URIs of the resources, for Location and links. */
export interface Uris {
  readonly apiRoot: string;
  /** {apiRoot}/vnflcm/{major} */
  readonly api: string;
  vnfInstance(id: string): string;
  vnfLcmOpOcc(id: string): string;
  subscription(id: string): string;
  vnfSnapshot(id: string): string;
}

export function urisFor(apiRoot: string, major: string): Uris {
  const api = `${apiRoot}/vnflcm/${major}`;
  const under = (list: string) => (id: string) => `${api}/${list}/${encodeURIComponent(id)}`;
  return {
    apiRoot,
    api,
    vnfInstance: under('vnf_instances'),
    vnfLcmOpOcc: under('vnf_lcm_op_occs'),
    subscription: under('subscriptions'),
    vnfSnapshot: under('vnf_snapshots'),
  };
}
