/** With these a gateway says that nobody listens behind it (RFC 9110 15.6.3 to 15.6.5). The SUT itself may say them, too. */
const OF_GATEWAYS: readonly number[] = [502, 503, 504];

/** Whether an answer may be that of a gateway, and say nothing of the request. */
export function isOfGateway(status: number | undefined): boolean {
  return status !== undefined && OF_GATEWAYS.includes(status);
}
