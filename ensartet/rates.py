"""Shares of small numbers, with how far chance reaches."""

from math import sqrt
from typing import NamedTuple

Z_95 = 1.959963984540054


class Share(NamedTuple):
    """A share and its 95 % interval, in per cent with one decimal."""

    share: float
    ci_low: float
    ci_high: float


def share_granted(favourable: int | None, refused: int | None) -> Share | None:
    """The share of decided applications that were granted; withdrawn ones are in neither number.

    The interval is Wilson's score interval at 95 % (Wilson 1927, J Am Stat Assoc 22:209), which also holds for few
    applications. None where a number is not stated or nothing was decided.
    """
    if favourable is None or refused is None or favourable + refused == 0:
        return None
    decided = favourable + refused
    share, z_squared = favourable / decided, Z_95**2
    middle = (share + z_squared / (2 * decided)) / (1 + z_squared / decided)
    reach = Z_95 * sqrt(share * (1 - share) / decided + z_squared / (4 * decided**2)) / (1 + z_squared / decided)
    return Share(*(round(100 * value, 1) for value in (share, max(0.0, middle - reach), min(1.0, middle + reach))))
