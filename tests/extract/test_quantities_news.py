"""Sentences as news writes them: conflict, economy, sport, health, disasters; what each says in numbers.

A quantity is written `words | comparator | low | high | unit | counted`, `-` for none.
"""

from __future__ import annotations

import pytest

from tasks.extract.quantities import QuantityFound, find_quantities

SENTENCES: list[tuple[str, list[str]]] = [
    # conflict
    (
        "Kyiv said some 3,000 North Korean soldiers had been moved closer to the border.",
        ["some 3,000 | about | 3000 | 3000 | person | North Korean soldiers"],
    ),
    (
        "At least 17 people were killed and more than 40 wounded when two missiles hit a market in the city.",
        [
            "At least 17 | at_least | 17 | - | person | people",
            "more than 40 | more_than | 40 | - | person | wounded",
            "two | exact | 2 | 2 | item | missiles",
        ],
    ),
    (
        "The army claimed to have shot down 24 of 30 drones overnight.",
        ["24 | exact | 24 | 24 | item | drones", "30 | exact | 30 | 30 | item | drones"],
    ),
    (
        "Rebels freed between 50 and 60 hostages on Tuesday, the Red Cross said.",
        ["between 50 and 60 | between | 50 | 60 | person | hostages"],
    ),
    (
        "Two F-16 jets and a Boeing 737 were parked at the base, about 35 km from the front line.",
        ["Two | exact | 2 | 2 | item | F-16 jets", "about 35 km | about | 35 | 35 | km | -"],
    ),
    (
        "Thousands of residents fled, and dozens of homes were burned.",
        ["Thousands | vague | 1000 | - | person | residents", "dozens | vague | 12 | - | item | homes"],
    ),
    (
        "Up to 12,000 troops could be sent, according to the ministry's spokesman, Ivan Petrenko, 54.",
        ["Up to 12,000 | at_most | - | 12000 | person | troops", "54 | exact | 54 | 54 | year_of_age | -"],
    ),
    (
        "The convoy of 14 trucks was attacked near Highway 61 at 6.30 p.m. on 12 March 2022.",
        ["14 | exact | 14 | 14 | item | trucks"],
    ),
    (
        "Nearly half a million refugees have crossed the frontier since 2011.",
        ["Nearly half a million | about | 500000 | 500000 | person | refugees"],
    ),
    ("Article 5 of the treaty has been invoked only once, after the 9/11 attacks.", []),
    (
        "Fewer than a dozen fighters remained in the compound.",
        ["Fewer than a dozen | less_than | - | 12 | person | fighters"],
    ),
    (
        "A 25-year-old woman and her three children were among the dead.",
        ["25-year-old | exact | 25 | 25 | year_of_age | -", "three | exact | 3 | 3 | person | children"],
    ),
    ("No one claimed responsibility, and it was not clear who the one behind the attack was.", []),
    (
        "Twenty-three soldiers died and 105 others were injured.",
        ["Twenty-three | exact | 23 | 23 | person | soldiers", "105 | exact | 105 | 105 | person | others"],
    ),
    ("The blast killed 20 and injured 5.", ["20 | exact | 20 | 20 | person | -", "5 | exact | 5 | 5 | person | -"]),
    # economy
    (
        "Shares in the bank fell 5% to $12.40, wiping $2.3bn off its value.",
        [
            "5% | exact | 5 | 5 | percent | -",
            "$12.40 | exact | 12.4 | 12.4 | USD | -",
            "$2.3bn | exact | 2300000000 | 2300000000 | USD | -",
        ],
    ),
    (
        "Brent crude rose by 1.2 percent to 84 dollars a barrel.",
        ["1.2 percent | exact | 1.2 | 1.2 | percent | -", "84 dollars a barrel | exact | 84 | 84 | USD/barrel | -"],
    ),
    (
        "The firm will cut as many as 1,500 jobs, roughly 8 per cent of its workforce.",
        [
            "as many as 1,500 | at_most | - | 1500 | item | jobs",
            "roughly 8 per cent | about | 8 | 8 | percent | workforce",
        ],
    ),
    (
        "Inflation is expected to ease from 5 to 4 percent next year.",
        ["from 5 to 4 percent | between | 4 | 5 | percent | -"],
    ),
    (
        "Support for the party slipped three percentage points, to 31 percent.",
        [
            "three percentage points | exact | 3 | 3 | percentage_point | -",
            "31 percent | exact | 31 | 31 | percent | -",
        ],
    ),
    (
        "The central bank raised its key rate by 25 basis points in June 2018.",
        ["25 basis points | exact | 25 | 25 | basis_point | -"],
    ),
    (
        "The deal, worth an estimated €450 million, was signed in 2016.",
        ["an estimated €450 million | about | 450000000 | 450000000 | EUR | -"],
    ),
    (
        "Workers earn less than £9 an hour, the union said.",
        ["less than £9 an hour | less_than | - | 9 | GBP/hour | -"],
    ),
    (
        "Japan pledged 200 billion yen and Canada C$3.5 million in aid.",
        [
            "200 billion yen | exact | 200000000000 | 200000000000 | JPY | -",
            "C$3.5 million | exact | 3500000 | 3500000 | CAD | -",
        ],
    ),
    (
        "A third of households said they had no savings at all.",
        ["A third | exact | 33.333333 | 33.333333 | percent | households"],
    ),
    (
        "One in five workers is over the age of 60.",
        ["One in five | exact | 20 | 20 | percent | workers", "60 | more_than | 60 | - | year_of_age | -"],
    ),
    (
        "The plant produces 40,000 barrels of oil a day.",
        ["40,000 barrels of oil a day | exact | 40000 | 40000 | barrel/day | oil"],
    ),
    (
        "It paid its chief executive $3 million to $4 million a year.",
        ["$3 million to $4 million a year | between | 3000000 | 4000000 | USD/year | -"],
    ),
    ("The Group of Seven and the G20 both met in 2009, while the S&P 500 and the FTSE 100 fell.", []),
    (
        "Sales more than doubled in the third quarter of 2017 to 1.5 million units.",
        ["1.5 million | exact | 1500000 | 1500000 | item | units"],
    ),
    (
        "The minister promised 300-plus new schools at a cost of 2 trillion rupiah or more.",
        [
            "300-plus | at_least | 300 | - | item | new schools",
            "2 trillion rupiah or more | at_least | 2000000000000 | - | IDR | -",
        ],
    ),
    (
        "Two-thirds of the 1,200 companies surveyed expect profits to fall.",
        [
            "Two-thirds | exact | 66.666667 | 66.666667 | percent | companies",
            "1,200 | exact | 1200 | 1200 | item | companies",
        ],
    ),
    ("The fund holds 12m shares.", ["12m | exact | 12000000 | 12000000 | item | shares"]),
    # politics
    (
        "Parliament passed the bill by 312 votes to 208.",
        ["312 | exact | 312 | 312 | item | votes", "208 | exact | 208 | 208 | item | -"],
    ),
    (
        "About 61% of voters backed the plan, against 39% who did not.",
        ["About 61% | about | 61 | 61 | percent | voters", "39% | exact | 39 | 39 | percent | -"],
    ),
    (
        "The senator, 71, has served for more than three decades.",
        ["71 | exact | 71 | 71 | year_of_age | -", "more than three decades | more_than | 3 | - | decade | -"],
    ),
    (
        "Hundreds of thousands marched through the capital.",
        ["Hundreds of thousands | vague | 100000 | - | item | -"],
    ),
    (
        "He was one of the ministers who resigned from No. 10 last week.",
        ["one | exact | 1 | 1 | person | ministers"],
    ),
    (
        "The commission has 27 members, two of whom are women.",
        ["27 | exact | 27 | 27 | person | members", "two | exact | 2 | 2 | item | -"],
    ),
    (
        "Prosecutors asked for three to four years in prison.",
        ["three to four years | between | 3 | 4 | year | -"],
    ),
    # sport
    (
        "United beat City 3-1 in front of 74,000 fans at Old Trafford.",
        ["74,000 | exact | 74000 | 74000 | person | fans"],
    ),
    (
        "She ran the 100m in 10.9 seconds, 0.2 seconds faster than in 2015.",
        [
            "100m | exact | 100 | 100 | m | -",
            "10.9 seconds | exact | 10.9 | 10.9 | second | -",
            "0.2 seconds | exact | 0.2 | 0.2 | second | -",
        ],
    ),
    (
        "The striker has scored 14 goals in 20 games for the Six Nations hosts.",
        ["14 | exact | 14 | 14 | item | goals", "20 | exact | 20 | 20 | item | games"],
    ),
    (
        "At 6'4\" and 230 pounds, he is hard to miss.",
        ["6' | exact | 6 | 6 | foot | -", '4" | exact | 4 | 4 | inch | -', "230 pounds | exact | 230 | 230 | lb | -"],
    ),
    (
        "Formula One will stage 24 races; the car topped 330 km/h.",
        ["24 | exact | 24 | 24 | item | races", "330 km/h | exact | 330 | 330 | km/h | -"],
    ),
    # health
    (
        "COVID-19 has infected about 1.1 million people and killed over 60,000.",
        [
            "about 1.1 million | about | 1100000 | 1100000 | person | people",
            "over 60,000 | more_than | 60000 | - | person | -",
        ],
    ),
    (
        "Patients took 50 mg twice a day for two weeks.",
        ["50 mg | exact | 50 | 50 | mg | -", "two weeks | exact | 2 | 2 | week | -"],
    ),
    (
        "Nine out of ten doctors agreed, and only two dozen nurses did not.",
        ["Nine out of ten | exact | 90 | 90 | percent | doctors", "two dozen | exact | 24 | 24 | person | nurses"],
    ),
    (
        "Children aged 6 to 11 slept for at least nine hours a night.",
        [
            "6 to 11 | between | 6 | 11 | year_of_age | -",
            "at least nine hours a night | at_least | 9 | - | hour/night | -",
        ],
    ),
    (
        "The trial enrolled no more than 250 patients over the age of 65.",
        ["no more than 250 | at_most | - | 250 | person | patients", "65 | more_than | 65 | - | year_of_age | -"],
    ),
    (
        "A hundred beds, or so the hospital says, stand empty.",
        ["A hundred | exact | 100 | 100 | item | beds"],
    ),
    # disasters and weather
    (
        "The quake, of magnitude 6.4, struck 30 miles north of the city at a depth of 10 kilometres.",
        [
            "6.4 | exact | 6.4 | 6.4 | magnitude | -",
            "30 miles | exact | 30 | 30 | mile | -",
            "10 kilometres | exact | 10 | 10 | km | -",
        ],
    ),
    (
        "Temperatures sank to -5C overnight, well below the 3 degrees Celsius usual in April.",
        ["-5C | exact | -5 | -5 | celsius | -", "3 degrees Celsius | exact | 3 | 3 | celsius | -"],
    ),
    (
        "Floods submerged 15,000 hectares of farmland and left several hundred families homeless.",
        [
            "15,000 hectares | exact | 15000 | 15000 | hectare | farmland",
            "several hundred | vague | 100 | - | item | families",
        ],
    ),
    (
        "Winds of 120mph tore roofs off 40-odd houses on 3 May.",
        ["120mph | exact | 120 | 120 | mile/hour | -", "40-odd | about | 40 | 40 | item | houses"],
    ),
    (
        "Rescuers pulled a 4-month-old baby from under 2.5 metres of snow.",
        ["4-month-old | exact | 4 | 4 | month_of_age | -", "2.5 metres | exact | 2.5 | 2.5 | m | snow"],
    ),
    (
        "The dam released 1.5 million cubic metres of water, 10-20 times the normal amount.",
        [
            "1.5 million cubic metres | exact | 1500000 | 1500000 | m3 | water",
            "10-20 | between | 10 | 20 | item | times",
        ],
    ),
    (
        "Two or three villages were cut off, an official said in Room 12 of the town hall.",
        ["Two or three | between | 2 | 3 | item | villages"],
    ),
    (
        "By Friday 11 people had died and one man was missing.",
        ["11 | exact | 11 | 11 | person | people", "one | exact | 1 | 1 | person | man"],
    ),
    ("In the 1990s and again between 2004 and 2007 the river dried up.", []),
    (
        "The Apollo 11 crew spent 21 hours and 36 minutes on the Moon.",
        ["21 hours | exact | 21 | 21 | hour | -", "36 minutes | exact | 36 | 36 | minute | -"],
    ),
]


def written(sentence: str, found: QuantityFound) -> str:
    """A quantity in the notation of the table."""
    cells = [sentence[found.start : found.end], found.comparator]
    cells += ["-" if bound is None else f"{round(bound, 6):.15g}" for bound in (found.low, found.high)]
    return " | ".join([*cells, found.unit, found.counted or "-"])


@pytest.mark.parametrize(("sentence", "expected"), SENTENCES, ids=[sentence[:40] for sentence, _ in SENTENCES])
def test_news_sentences(sentence: str, expected: list[str]) -> None:
    assert [written(sentence, found) for found in find_quantities(sentence)] == expected
