"""Colour differences against the published test data, and what follows for names and light."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from picturelock.media.colour import ciede2000, lit, named, parse, to_lab, unlit, written

# Sharma, Wu, Dalal 2005, table 1: L1 a1 b1 L2 a2 b2 and the difference.
PUBLISHED = """
50 2.6772 -79.7751 50 0 -82.7485 2.0425
50 3.1571 -77.2803 50 0 -82.7485 2.8615
50 2.8361 -74.0200 50 0 -82.7485 3.4412
50 -1.3802 -84.2814 50 0 -82.7485 1.0000
50 -1.1848 -84.8006 50 0 -82.7485 1.0000
50 -0.9009 -85.5211 50 0 -82.7485 1.0000
50 0 0 50 -1 2 2.3669
50 -1 2 50 0 0 2.3669
50 2.49 -0.001 50 -2.49 0.0009 7.1792
50 2.49 -0.001 50 -2.49 0.0010 7.1792
50 2.49 -0.001 50 -2.49 0.0011 7.2195
50 2.49 -0.001 50 -2.49 0.0012 7.2195
50 -0.001 2.49 50 0.0009 -2.49 4.8045
50 -0.001 2.49 50 0.0010 -2.49 4.8045
50 -0.001 2.49 50 0.0011 -2.49 4.7461
50 2.5 0 50 0 -2.5 4.3065
50 2.5 0 73 25 -18 27.1492
50 2.5 0 61 -5 29 22.8977
50 2.5 0 56 -27 -3 31.9030
50 2.5 0 58 24 15 19.4535
50 2.5 0 50 3.1736 0.5854 1.0000
50 2.5 0 50 3.2972 0 1.0000
50 2.5 0 50 1.8634 0.5757 1.0000
50 2.5 0 50 3.2592 0.3350 1.0000
60.2574 -34.0099 36.2677 60.4626 -34.1751 39.4387 1.2644
63.0109 -31.0961 -5.8663 62.8187 -29.7946 -4.0864 1.2630
61.2901 3.7196 -5.3901 61.4292 2.2480 -4.9620 1.8731
35.0831 -44.1164 3.7933 35.0232 -40.0716 1.5901 1.8645
22.7233 20.0904 -46.6940 23.0331 14.9730 -42.5619 2.0373
36.4612 47.8580 18.3852 36.2715 50.5065 21.2231 1.4146
90.8027 -2.0831 1.4410 91.1528 -1.6435 0.0447 1.4441
90.9257 -0.5406 -0.9208 88.6381 -0.8985 -0.7239 1.5381
6.7747 -0.2908 -2.4247 5.8714 -0.0985 -2.2286 0.6377
2.0776 0.0795 -1.1350 0.9033 -0.0636 -0.5514 0.9082
"""
PAIRS = [tuple(map(float, line.split())) for line in PUBLISHED.strip().splitlines()]
channels = st.integers(0, 255)
colours = st.tuples(channels, channels, channels)


@pytest.mark.parametrize("pair", PAIRS)
def test_the_difference_is_the_published_one(pair: tuple[float, ...]) -> None:
    one, other = (pair[0], pair[1], pair[2]), (pair[3], pair[4], pair[5])
    assert ciede2000(one, other) == pytest.approx(pair[6], abs=5e-5)


@given(colours, colours)
def test_a_difference_is_the_same_either_way_and_none_from_itself(
    one: tuple[int, int, int], other: tuple[int, int, int]
) -> None:
    first, second = to_lab(one), to_lab(other)
    assert ciede2000(first, second) == pytest.approx(ciede2000(second, first), abs=1e-9)
    assert ciede2000(first, first) == 0


@pytest.mark.parametrize(
    ("colour", "lab"),
    [("#ffffff", (100, 0, 0)), ("#000000", (0, 0, 0)), ("#ff0000", (53.24, 80.09, 67.20)),
     ("#0000ff", (32.30, 79.19, -107.86))],
)  # fmt: skip
def test_srgb_becomes_cie_lab(colour: str, lab: tuple[float, float, float]) -> None:
    assert to_lab(parse(colour)) == pytest.approx(lab, abs=0.02)


@given(colours)
def test_a_colour_is_read_as_it_is_written(colour: tuple[int, int, int]) -> None:
    assert parse(written(colour)) == colour


@given(colours, st.tuples(*[st.integers(60, 255)] * 3))
def test_light_is_taken_out_again(colour: tuple[int, int, int], white: tuple[int, int, int]) -> None:
    assert unlit(lit(colour, white), white) == pytest.approx(colour)


@pytest.mark.parametrize(
    ("colour", "name"),
    [("#8a1f1f", "dark red"), ("#2f6fb0", "steel blue"), ("#101010", "black"), ("#ffff00", "yellow"),
     ("#5b3a1e", "dark brown"), ("#f8f8f8", "white"), ("#1b2a4a", "navy"), ("#1f5f2f", "dark green")],
)  # fmt: skip
def test_colours_have_names_that_people_use(colour: str, name: str) -> None:
    assert named(colour) == name
