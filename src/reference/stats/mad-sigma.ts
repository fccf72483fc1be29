/**
 * The MAD as an estimate of sigma, of normal samples without bias.
 * In: the raw MAD of n values. Out: 1.482602218505602 times it, times a factor for the size of the sample.
 * Source: Croux and Rousseeuw 1992, the factors of n = 2 to 9; above n / (n - 0.8). One line of arithmetic, so it has no twin: both engines use this.
 */
const factors = [1, 1, 1.196, 1.495, 1.363, 1.206, 1.2, 1.14, 1.129, 1.107]

export const madSigmaOf = (mad: number, n: number): number => 1.482602218505602 * mad * (factors[n] ?? n / (n - 0.8))
