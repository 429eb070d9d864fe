/**
 * Other units of a loss that is the mean of -ln P(token); errors of numbers have none of them, nor have those of
 * classes.
 */

/**
 * Bits per token, and the perplexity: among how many equally likely tokens a model would waver as much (1.6.2).
 * `nats`: mean of -ln P(token), at least 0.
 */
export function tokenLoss(nats: number): { bits: number; perplexity: number } {
  return { bits: nats / Math.LN2, perplexity: Math.exp(nats) };
}
